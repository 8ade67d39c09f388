package io.dabba.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.benchmarks.cli.UsageException;
import io.dabba.benchmarks.replay.Outcomes.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomesTest {
  @TempDir private Path folder;

  @Test
  void whatIsWritten_isReadAgain() throws IOException {
    Path file = folder.resolve("new/orders.csv");
    Outcomes outcomes =
        new Outcomes(
            new TreeMap<>(
                Map.of(
                    "17", new Outcome("DELIVERED", ""),
                    "4", new Outcome("CANCELLED", "NO_RIDER"))));

    outcomes.writeTo(file);

    assertThat(file)
        .hasContent("order_id,outcome,cancel_reason\n17,DELIVERED,\n4,CANCELLED,NO_RIDER");
    assertThat(Outcomes.read(file)).isEqualTo(outcomes);
  }

  @Test
  void fileThatIsAnother_isRefused() throws IOException {
    Path file = folder.resolve("orders.csv");
    Files.writeString(file, "order_id,outcome,cancel_reason\n17,,\n");
    assertThatThrownBy(() -> Outcomes.read(file))
        .isInstanceOf(UsageException.class)
        .hasMessage("orders.csv:2: outcome is empty");
    Files.writeString(file, "order_id,outcome\n17,DELIVERED\n");
    assertThatThrownBy(() -> Outcomes.read(file)).hasMessageContaining("no column cancel_reason");
  }
}
