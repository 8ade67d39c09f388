package io.dabba.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  private static final Path EXAMPLE =
      Path.of("src/main/java/io/dabba/examples/DispatchInMemory.java");
  private static final Path README = Path.of("../README.md");

  @Test
  void theSnippetOfTheReadme_isTheHeartOfTheExample() throws IOException {
    assertThat(Files.readString(README)).contains("```java\n" + heart() + "\n```\n");
  }

  /** What stands between the tags, moved to the left margin. */
  private static String heart() throws IOException {
    List<String> lines = Files.readAllLines(EXAMPLE);
    int begin = lines.indexOf("    // tag::embed[]");
    int end = lines.indexOf("    // end::embed[]");
    return lines.subList(begin + 1, end).stream().collect(Collectors.joining("\n")).stripIndent();
  }
}
