package io.dabba.benchmarks.bench.mdrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.benchmarks.bench.BenchCommand;
import io.dabba.benchmarks.bench.FolderBenchmark;
import io.dabba.benchmarks.cli.Figures;
import io.dabba.benchmarks.cli.UsageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MdrpBenchmarkTest {
  private static final String PUBLISHED =
      """
      instance,rh_undel_pct,rh_ctd_mean,rh_rtp_mean,rh_cost_per_order,exact_ctd_table4,\
      exact_rtp_table4
      0a,0.0,19.5,0.3,15.00,18.25,0.1
      1a,0.0,18.0,0,16.00,,
      """;

  @TempDir private Path parent;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

  private int bench(String... line) throws Exception {
    List<String> words = new ArrayList<>(List.of("mdrp"));
    words.addAll(List.of(line));
    return BenchCommand.run(
        words,
        new TreeMap<>(),
        new TreeMap<>(
            Map.of("mdrp", FolderBenchmark.ofSeveral(MdrpBenchmark.OPTIONS, MdrpBenchmark::new))),
        out);
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private Path folder() throws IOException {
    Path folder = parent.resolve("instances");
    for (String name : List.of("0a", "0b", "1a", "1b", "2a", "2b")) {
      Tiny.folder(folder, name);
    }
    return folder;
  }

  @Test
  void instancesAreRunCheckedWrittenAndCompared() throws Exception {
    Path folder = folder();
    Files.writeString(folder.resolve(Published.FILE), PUBLISHED);
    Path solutions = parent.resolve("solutions");
    Path json = parent.resolve("figures.json");

    int code =
        bench(folder.toString(), "--solutions", solutions.toString(), "--json", json.toString());

    assertThat(code).isZero();
    assertThat(said())
        .contains(
            "6 instances, matcher batch, weights balanced\n",
            "6 of 6 after ",
            "1 won, 0 tied, 1 lost");
    // leaves at 10, takes the food at 20, leaves at 22, gives it at 29
    assertThat(Files.readString(json))
        .contains(
            "\"instances\": 6,",
            "\"infeasible\": 0,",
            "\"undelivered_pct\": 0,",
            "\"click_to_door_min\": 19,",
            "\"ready_to_pickup_min\": 0,",
            "\"cost_per_order\": 15,",
            "\"seconds\": ",
            "\"published_instances\": 2,",
            "\"exact_click_to_door_min\": 18.250");
    assertThat(solutions.resolve("2b")).isDirectoryContaining("glob:**/solution_info_orders.txt");
    assertThat(solutions.resolve("click-to-door.svg")).exists();
    assertThat(solutions.resolve(ResultsFile.NAME)).content().contains("\n1a,1,1,0,0.0,19.0,19.0,");
  }

  @Test
  void quickIsEveryFifth_andSaysSo() throws Exception {
    bench(
        folder().toString(),
        "--quick",
        "--matcher",
        "greedy",
        "--plots",
        parent.resolve("plots").toString());

    assertThat(said()).contains("2 instances, every fifth of 6, matcher greedy\n");
    assertThat(parent.resolve("plots").resolve("click-to-door.svg")).exists();
  }

  @Test
  void seedsAreChosenByTheirNames() throws Exception {
    bench(folder().toString(), "--seeds", "0,2");
    assertThat(said()).contains("4 instances, ", "\n0a ", "\n2b ").doesNotContain("\n1a ");

    assertThatThrownBy(() -> bench(folder().toString(), "--seeds", "0,,2"))
        .isInstanceOf(UsageException.class)
        .hasMessage("--seeds=0,,2:  is not one character, such as in 0,1");
  }

  @Test
  void aSolutionThatBreaksARule_failsTheCommand() {
    MdrpBenchmark benchmark = new MdrpBenchmark(List.of(parent));
    Figures sound = new Summary(List.of(Results.alone("0a", 30))).figures(1);
    Figures broken =
        new Summary(List.of(Results.alone("0a", 30), Results.infeasible("0b", "!"))).figures(1);

    assertThat(benchmark.failed(sound)).isFalse();
    assertThat(benchmark.failed(broken)).isTrue();
  }

  @Test
  void aPublishedResultThatIsNoNumber_isSaid() throws IOException {
    Path folder = folder();
    Files.writeString(folder.resolve(Published.FILE), PUBLISHED.replace("18.25", "?"));

    assertThatThrownBy(() -> bench(folder.toString()))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "%s line 2, column exact_ctd_table4: \"?\" is not a number",
            folder.resolve(Published.FILE));
  }
}
