package io.dabba.benchmarks.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.benchmarks.cli.UsageException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private int run(String... line) throws Exception {
    return SimulateCommand.run(List.of(line), new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  @Test
  void fewHours_areCounted_andWritten(@TempDir Path dir) throws Exception {
    Path json = dir.resolve("simulate.json");

    assertThat(run("--hours", "8", "--seed", "5", "--threads", "2", "--json", json.toString()))
        .isZero();

    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("transitions:", "RideStatus OFFERED->ACCEPTED")
        .endsWith("8 city-hours from seed 5: 0 violations" + System.lineSeparator());
    assertThat(Files.readString(json))
        .contains("\"city_hours\": 8", "\"orders\": 480", "\"violations\": 0")
        .contains("transition_ridestatus_offered_accepted");
  }

  @Test
  void badOption_isNamed() {
    assertThatThrownBy(() -> run("--hours", "0"))
        .isInstanceOf(UsageException.class)
        .hasMessage("--hours=0 is not a whole number between 1 and 10000000");
    assertThatThrownBy(() -> run("mumbai")).hasMessage("simulate takes no argument: mumbai");
  }
}
