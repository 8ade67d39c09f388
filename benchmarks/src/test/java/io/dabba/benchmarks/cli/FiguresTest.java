package io.dabba.benchmarks.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void json_isFlat_keepsTheOrder_andLeavesOutWhatJsonCannotSay() {
    Figures figures = new Figures();
    figures.put("placed", 12);
    figures.put("mean_min", 1 / 3.0);
    figures.put("unknown", Double.NaN);

    assertThat(figures.json()).isEqualTo("{\n  \"placed\": 12,\n  \"mean_min\": 0.333\n}\n");
  }

  @Test
  void aFigureIsPutOnce() {
    Figures figures = new Figures();
    figures.put("placed", 1);

    assertThatThrownBy(() -> figures.put("placed", 2)).hasMessageContaining("name=placed");
  }
}
