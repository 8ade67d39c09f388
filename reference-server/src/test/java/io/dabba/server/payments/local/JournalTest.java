package io.dabba.server.payments.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.server.process.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {
  @TempDir Path directory;

  @Test
  void linesThatWereAppended_areReadInTheirOrder() {
    append(1, 2);
    append(3);
    assertThat(read()).containsExactly(1, 2, 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"n\"", "{\"n\": 4}", "\u0000\u0000"})
  void lastLineThatWasCutOff_isDropped(String torn) throws IOException {
    append(1, 2);
    Files.writeString(file(), torn, StandardOpenOption.APPEND);
    assertThat(read()).containsExactly(1, 2);
    append(3);
    assertThat(read()).containsExactly(1, 2, 3);
  }

  @Test
  void damageInTheMiddle_isNamedAndNothingIsLost() throws IOException {
    append(1);
    Files.writeString(file(), "{\"n\": \n{\"n\": 2}\n", StandardOpenOption.APPEND);
    assertThatThrownBy(this::read)
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("damaged at byte 8");
    assertThat(Files.readAllLines(file())).hasSize(3);
  }

  @Test
  void directoryThatAnotherHas_isRefused() {
    try (Journal journal = Journal.open(directory, line -> {})) {
      assertThatThrownBy(this::read)
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("Another gateway");
      journal.append(Map.of("n", 1));
    }
    assertThat(read()).containsExactly(1);
  }

  private Path file() {
    return directory.resolve(Journal.FILE);
  }

  private void append(int... numbers) {
    try (Journal journal = Journal.open(directory, line -> {})) {
      for (int n : numbers) {
        journal.append(Map.of("n", n));
      }
    }
  }

  private List<Integer> read() {
    List<JsonNode> lines = new ArrayList<>();
    Journal.open(directory, lines::add).close();
    return lines.stream().map(line -> line.get("n").asInt()).toList();
  }
}
