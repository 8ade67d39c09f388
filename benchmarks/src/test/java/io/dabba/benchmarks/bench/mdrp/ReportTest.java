package io.dabba.benchmarks.bench.mdrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static String report(Result... results) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    new Report(List.of(results)).print(new PrintStream(said, true, StandardCharsets.UTF_8));
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void everyInstanceHasALine_andEverySeed_andAll() {
    String report =
        report(
            Results.beside("0a", 30, 31),
            Results.beside("0b", 32, 31.5, OptionalDouble.of(29.25)),
            Results.beside("1a", 40, 42));

    assertThat(report.lines().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "0a 200 0.50 0.50 30.00 31.00 28.00 1.00 2.00 10.50 11.00 45.0 1.25 1.00",
            "0b 200 0.50 0.50 32.00 31.50 28.00 29.25 1.00 2.00 10.50 11.00 45.0 1.25 1.00",
            "seed 0 200 0.50 0.50 31.00 31.25 28.00 1.00 2.00 10.50 11.00 45.0 1.25 1.00",
            "mean 200 0.50 0.50 34.00 34.83 28.00 1.00 2.00 10.50 11.00 45.0 1.25 1.00",
            "click_to_door_min 34.000, published 34.833: 2 won, 0 tied, 1 lost, the worst by 0.50:"
                + " 0b",
            "click_to_door_min 0: -0.250 1: -2.000; spread 1.750",
            "beside the optimum on 1 instances: click-to-door 32.00, optimum 29.25 (+2.75),"
                + " published 31.50 (+2.25)");
  }

  @Test
  void withoutPublishedResults_nothingIsCompared() {
    assertThat(report(Results.alone("0a", 30))).doesNotContain("beside", "by seed");
  }

  @Test
  void whatIsWrong_isSaid() {
    assertThat(report(Results.infeasible("0a", "order o1 is assigned twice")))
        .endsWith("0a is infeasible:\norder o1 is assigned twice\n");
  }
}
