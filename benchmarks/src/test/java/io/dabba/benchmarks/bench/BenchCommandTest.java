package io.dabba.benchmarks.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.benchmarks.cli.Figures;
import io.dabba.benchmarks.cli.UsageException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BenchCommandTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  /** A benchmark whose purpose is its only work. */
  private record Saying(String purpose) implements Benchmark {
    @Override
    public Figures run(boolean quick, PrintStream out) {
      return new Figures();
    }
  }

  private void run(String... line) throws Exception {
    BenchCommand.run(
        List.of(line),
        new TreeMap<>(Map.of("geo", new Saying("geo"), "walks", new Saying("walks"))),
        new TreeMap<>(
            Map.of(
                "pings", (Path folder) -> new Saying("pings on " + folder),
                "walks", (Path folder) -> new Saying("walks on " + folder))),
        new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  @Test
  void aBenchmarkOnRecordedData_isMadeForTheFolder() throws Exception {
    run("pings", "traces");
    run("geo", "--quick");
    assertThat(said.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("pings on traces", "geo");
  }

  @Test
  void aBenchmarkThatTakesAFolderOrNone_isMadeForEither() throws Exception {
    run("walks");
    run("walks", "traces");
    assertThat(said.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("walks", "walks on traces");
  }

  @Test
  void aFolderMissingOrTooMuch_isSaid() {
    assertThatThrownBy(() -> run("pings"))
        .isInstanceOf(UsageException.class)
        .hasMessage("bench pings needs one folder of recorded data: bench pings DIR");
    assertThatThrownBy(() -> run("pings", "a", "b"))
        .isInstanceOf(UsageException.class)
        .hasMessage("bench pings needs one folder of recorded data: bench pings DIR");
    assertThatThrownBy(() -> run("geo", "traces"))
        .isInstanceOf(UsageException.class)
        .hasMessage("bench geo takes no folder; got traces");
  }

  @Test
  void anUnknownOrMissingName_isToldWhatIsKnown() {
    assertThatThrownBy(() -> run("png", "traces"))
        .isInstanceOf(UsageException.class)
        .hasMessage("no such benchmark: png; known: geo, pings DIR, walks [DIR]");
    assertThatThrownBy(() -> run())
        .isInstanceOf(UsageException.class)
        .hasMessage("bench needs a name; known: geo, pings DIR, walks [DIR]");
  }
}
