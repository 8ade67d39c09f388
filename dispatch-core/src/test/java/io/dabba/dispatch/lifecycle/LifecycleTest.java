package io.dabba.dispatch.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LifecycleTest {
  private enum Door {
    OPEN,
    CLOSED,
    WALLED_UP
  }

  private final Lifecycle<Door> doors =
      Lifecycle.of(Door.class)
          .allow(Door.OPEN, Door.CLOSED, "push")
          .allow(Door.CLOSED, Door.OPEN, "pull")
          .allow(Door.CLOSED, Door.WALLED_UP, "bricks")
          .build();

  @Test
  void onlyWhatIsInTheTable_isAllowed() {
    assertThat(doors.allows(Door.CLOSED, Door.OPEN)).isTrue();
    assertThat(doors.allows(Door.OPEN, Door.WALLED_UP)).isFalse();
    assertThat(doors.allows(Door.OPEN, Door.OPEN)).isFalse();
  }

  @Test
  void transition_carriesItsCause() {
    assertThat(doors.find(Door.CLOSED, Door.WALLED_UP))
        .contains(new Transition<>(Door.CLOSED, Door.WALLED_UP, "bricks"));
    assertThat(doors.find(Door.WALLED_UP, Door.OPEN)).isEmpty();
  }

  @Test
  void statusThatNothingFollows_isFinal() {
    assertThat(doors.isFinal(Door.WALLED_UP)).isTrue();
    assertThat(doors.isFinal(Door.CLOSED)).isFalse();
  }

  @Test
  void sameTransitionTwice_isRefusedByName() {
    Lifecycle.Builder<Door> builder =
        Lifecycle.of(Door.class).allow(Door.OPEN, Door.CLOSED, "push");

    assertThatThrownBy(() -> builder.allow(Door.OPEN, Door.CLOSED, "kick"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("from=OPEN to=CLOSED");
  }

  @Test
  void mermaid_isTheTableLineByLine() {
    assertThat(doors.toMermaid())
        .isEqualTo(
            """
            stateDiagram-v2
                OPEN --> CLOSED : push
                CLOSED --> OPEN : pull
                CLOSED --> WALLED_UP : bricks
            """);
  }
}
