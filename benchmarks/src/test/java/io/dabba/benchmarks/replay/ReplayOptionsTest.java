package io.dabba.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayOptionsTest {
  private static ReplayOptions parse(String line) {
    return ReplayOptions.parse(List.of(line.split(" ", 20)));
  }

  @Test
  void withoutOptions_theWholeDayIsReplayed() {
    ReplayOptions options = parse("day");

    assertThat(options.fromSecond()).isZero();
    assertThat(options.toSecond()).isEqualTo(86_400);
    assertThat(options.speed()).isEqualTo(20);
    assertThat(options.accept()).isEqualTo(0.7);
  }

  @Test
  void whatDoesNotGoTogether_isRefused() {
    assertThatThrownBy(() -> parse("a b")).hasMessage("replay needs one folder, not [a, b]");
    assertThatThrownBy(() -> parse("a --from 14:00 --to 11:00"))
        .hasMessage("--from=14:00 is not before --to=11:00");
    assertThatThrownBy(() -> parse("a --server http://127.0.0.1:1 --kills 2 --jwt-key k"))
        .hasMessageStartingWith("--kills is for a server that replay starts");
    assertThatThrownBy(() -> parse("a --matcher nearest"))
        .hasMessage("--matcher=nearest is not greedy or batch");
    assertThatThrownBy(() -> parse("a --postmaster-kills 0.5"))
        .hasMessage("--postmaster-kills is a share of --kills, and there are none");
    assertThatThrownBy(() -> parse("a --from 11:00 --to 11:01 --kills 61"))
        .hasMessage("--kills=61 and --index-drops=0 take a second each, and 11:00 to 11:01 has 60");
    assertThatThrownBy(() -> parse("a --server http://127.0.0.1:1"))
        .hasMessageContaining("--jwt-key");
  }
}
