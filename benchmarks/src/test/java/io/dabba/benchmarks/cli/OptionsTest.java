package io.dabba.benchmarks.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptionsTest {
  private static Options parse(String... line) {
    return Options.parse(
        List.of(line),
        Set.of("--port", "--speed", "--from", "--heap", "--server"),
        Set.of("--once"));
  }

  @Test
  void bothFormsOfAnOption_andArgumentsBetweenThem_areRead() {
    Options options = parse("day", "--port", "81", "--speed=2.5", "--once", "more");

    assertThat(options.arguments()).containsExactly("day", "more");
    assertThat(options.whole("--port", 1, 0, 100)).isEqualTo(81);
    assertThat(options.number("--speed", 1, 0, 10)).isEqualTo(2.5);
    assertThat(options.has("--once")).isTrue();
    assertThat(options.secondOfDay("--from", 43_200)).isEqualTo(43_200);
  }

  @Test
  void anErrorNamesTheOptionAndTheValue() {
    assertThatThrownBy(() -> parse("--port", "x").whole("--port", 1, 0, 9))
        .hasMessage("--port=x is not a whole number between 0 and 9");
    assertThatThrownBy(() -> parse("--speed", "NaN").number("--speed", 1, 0, 9))
        .hasMessage("--speed=NaN is not a number between 0.0 and 9.0");
    assertThatThrownBy(() -> parse("--from", "25:00").secondOfDay("--from", 43_200))
        .hasMessage("--from=25:00 is not a time of day such as 11:00");
    assertThatThrownBy(() -> parse("--heap", "much").heap("--heap", "1g"))
        .hasMessage("--heap=much is no size of a heap such as 1g");
    assertThatThrownBy(() -> parse("--server", "here").uri("--server"))
        .hasMessageContaining("--server=here");
  }

  @Test
  void unknownRepeatedAndEmptyOptions_areRefused() {
    assertThatThrownBy(() -> parse("--prot", "1")).hasMessage("--prot is not an option here");
    assertThatThrownBy(() -> parse("--port")).hasMessage("--port needs a value");
    assertThatThrownBy(() -> parse("--port", "--once")).hasMessage("--port needs a value");
    assertThatThrownBy(() -> parse("--port=1", "--port=2"))
        .isInstanceOf(UsageException.class)
        .hasMessage("--port is given twice");
  }
}
