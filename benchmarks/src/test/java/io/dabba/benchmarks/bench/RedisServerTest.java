package io.dabba.benchmarks.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisServerTest {
  @TempDir private Path folder;

  @Test
  void theFirstFolderThatHasTheProgram_givesIt() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path text = folder("text", false);
    Path first = folder("first", true);
    Path second = folder("second", true);

    assertThat(RedisServer.findIn(List.of(empty, text))).isEmpty();
    assertThat(RedisServer.findIn(List.of(folder.resolve("none"), empty, text, first, second)))
        .contains(first.resolve("redis-server"));
  }

  @Test
  void aProgramThatEndsAtOnce_isToldWithItsLastWords() throws IOException {
    Path program = folder("broken", true).resolve("redis-server");

    assertThatThrownBy(() -> RedisServer.start(program))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(program.toString())
        .hasMessageEndingWith("no memory today");
  }

  private Path folder(String name, boolean executable) throws IOException {
    Path made = Files.createDirectory(folder.resolve(name));
    Path program =
        Files.writeString(
            made.resolve("redis-server"), "#!/bin/sh\necho no memory today\nexit 1\n");
    assertThat(program.toFile().setExecutable(executable)).isTrue();
    return made;
  }
}
