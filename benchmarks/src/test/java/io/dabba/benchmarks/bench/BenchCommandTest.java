package io.dabba.benchmarks.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.benchmarks.cli.Figures;
import io.dabba.benchmarks.cli.Options;
import io.dabba.benchmarks.cli.UsageException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** One whose purpose is the option that it was given. */
  private record Obeying(String purpose) implements Benchmark {
    @Override
    public Set<String> options() {
      return Set.of("--say");
    }

    @Override
    public Benchmark with(Options options) {
      return new Obeying(options.text("--say").orElse(purpose));
    }

    @Override
    public Figures run(boolean quick, PrintStream out) {
      return new Figures();
    }
  }

  /** One that always finds what should not be. */
  private record Failing(String purpose) implements Benchmark {
    @Override
    public Figures run(boolean quick, PrintStream out) {
      return new Figures();
    }

    @Override
    public boolean failed(Figures figures) {
      return true;
    }
  }

  private int run(String... line) throws Exception {
    return BenchCommand.run(
        List.of(line),
        new TreeMap<>(
            Map.of(
                "geo", new Saying("geo"),
                "grief", new Failing("grief"),
                "search", new Obeying("search"),
                "walks", new Saying("walks"))),
        new TreeMap<>(
            Map.of(
                "pings", FolderBenchmark.ofOne(folder -> new Saying("pings on " + folder)),
                "tours",
                    FolderBenchmark.ofSeveral(
                        Set.of("--say"), folders -> new Obeying("tours on " + folders)),
                "walks", FolderBenchmark.ofOne(folder -> new Saying("walks on " + folder)))),
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
  void aBenchmarkOnSeveralFolders_isMadeForAllOfThem_withItsOptions() throws Exception {
    run("tours", "here", "there");
    run("tours", "here", "--say", "found");
    assertThat(said.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("tours on [here, there]", "found");
    assertThatThrownBy(() -> run("tours"))
        .isInstanceOf(UsageException.class)
        .hasMessage("bench tours needs folders of recorded data: bench tours DIR...");
  }

  @Test
  void aBenchmarkThatFindsWhatShouldNotBe_fails() throws Exception {
    assertThat(run("geo")).isZero();
    assertThat(run("grief")).isEqualTo(1);
  }

  @Test
  void anOptionOfABenchmark_isItsOwn() throws Exception {
    run("search", "--quick", "--say", "found");
    assertThat(said.toString(StandardCharsets.UTF_8).lines()).containsExactly("found");
    assertThatThrownBy(() -> run("geo", "--say", "found"))
        .isInstanceOf(UsageException.class)
        .hasMessage("--say is not an option of bench geo");
    assertThatThrownBy(() -> run("search", "--sing", "found"))
        .isInstanceOf(UsageException.class)
        .hasMessage("--sing is not an option here");
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
        .hasMessage(
            "no such benchmark: png; known: geo, grief, pings DIR, search, tours DIR, walks [DIR]");
    assertThatThrownBy(() -> run())
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "bench needs a name; known: geo, grief, pings DIR, search, tours DIR, walks [DIR]");
  }
}
