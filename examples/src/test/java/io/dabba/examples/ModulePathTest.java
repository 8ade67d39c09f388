package io.dabba.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The libraries work as modules: each example in a JVM that has no class path. */
class ModulePathTest {
  static Stream<Arguments> examples() {
    return Stream.of(
        Arguments.of("FindNearestRiders", FindNearestRidersTest.LINES),
        Arguments.of("DispatchInMemory", DispatchInMemoryTest.LINES),
        Arguments.of("SearchRestaurants", SearchRestaurantsTest.LINES),
        Arguments.of("WaitWhereOrdersCome", WaitWhereOrdersComeTest.LINES));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExamplePrintsTheSame_fromTheModulePath(
      String example, List<String> lines, @TempDir Path folder) throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "--enable-native-access=h3",
                "--module-path",
                modulePath(),
                "--module",
                "io.dabba.examples/io.dabba.examples." + example)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(java.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
      assertThat(Files.readAllLines(out)).as(Files.readString(err)).isEqualTo(lines);
      assertThat(java.exitValue()).isZero();
    } finally {
      java.destroyForcibly();
    }
  }

  /** The class path of this test but for the tests themselves, which would be a module too. */
  private static String modulePath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
