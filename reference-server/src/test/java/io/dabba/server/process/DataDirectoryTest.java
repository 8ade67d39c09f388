package io.dabba.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

  @TempDir Path temporary;

  @Test
  void secondServerOnTheSameDirectory_isRefusedAndToldWhoHasIt() {
    try (DataDirectory first = DataDirectory.open(temporary)) {
      assertThatThrownBy(() -> DataDirectory.open(first.path()))
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("--data");
    }
  }

  @Test
  void directoryThatWasClosed_canBeOpenedAgain() {
    DataDirectory.open(temporary).close();
    try (DataDirectory again = DataDirectory.open(temporary)) {
      assertThat(again.path()).isEqualTo(temporary.toAbsolutePath());
    }
  }

  @Test
  void directoryThatCannotBeMade_isRefusedInOneSentence() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "");
    assertThatThrownBy(() -> DataDirectory.open(file.resolve("data")))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("cannot be written");
  }
}
