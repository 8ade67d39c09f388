package io.dabba.benchmarks.bench.pings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.benchmarks.cli.Figures;
import io.dabba.benchmarks.cli.UsageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PingsBenchmarkTest {
  @TempDir private Path folder;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

  @Test
  void aTrace_isMeasuredInEveryWay_andTheSameEachTime() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int minute = 30; minute >= 0; minute--) {
      lines.append("%.5f -122.42000 0 %d%n".formatted(37.7 + 0.004 * minute, 60 * minute));
    }
    Files.writeString(folder.resolve("cab.txt"), lines);

    Figures figures = new PingsBenchmark(folder).run(false, out);

    assertThat(said.toString(StandardCharsets.UTF_8)).contains("1 traces of together 0 hours");
    assertThat(figures.get("pings_saved_pct")).isBetween(70.0, 74.0);
    assertThat(figures.get("error_p95_m")).isLessThan(1);
    assertThat(figures.get("noisy_error_p95_m")).isBetween(5.0, 30.0);
    assertThat(figures.get("driving_pct")).isBetween(99.0, 100.0);
    assertThat(figures.values()).containsKeys("streets_noisy_fixed_driving_error_max_m");
    assertThat(new PingsBenchmark(folder).run(false, out).values()).isEqualTo(figures.values());
  }

  @Test
  void aFolderWithoutTraces_isSaid() {
    assertThatThrownBy(() -> new PingsBenchmark(folder).run(true, out))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("holds no trace");
  }
}
