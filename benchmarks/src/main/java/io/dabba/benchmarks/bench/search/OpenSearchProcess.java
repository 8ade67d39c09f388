package io.dabba.benchmarks.bench.search;

import io.dabba.benchmarks.bench.FreePort;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A real OpenSearch node in a JVM of its own, on a class path that Maven resolves for it alone.
 * What is needed for it stands in the folder {@code benchmarks/opensearch} of the checkout.
 */
final class OpenSearchProcess implements AutoCloseable {
  private static final Duration LONGEST_DOWNLOAD = Duration.ofMinutes(15);
  private static final Duration LONGEST_START = Duration.ofMinutes(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

  /** Where {@code ./dabba} says the checkout is. */
  private static final String ROOT = "dabba.root";

  private final Process process;
  private final int port;

  private OpenSearchProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** The folder with the node's source, if this runs from a checkout. */
  static Optional<Path> findSource() {
    return Optional.ofNullable(System.getProperty(ROOT))
        .map(root -> Path.of(root, "benchmarks", "opensearch"))
        .filter(Files::isDirectory);
  }

  /**
   * Has Maven resolve the class path, and starts the node.
   *
   * @param folder where it keeps its index and its log
   * @throws IOException if Maven cannot resolve it, or the node ends or does not answer; the
   *     message has the last words
   */
  static OpenSearchProcess start(Path source, Path folder, String heap)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    String classPath = resolve(source, folder.resolve("maven.log"));
    int port = FreePort.find();
    Path log = folder.resolve("node.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms" + heap,
                "-Xmx" + heap,
                "-XX:+AlwaysPreTouch",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                classPath,
                source.resolve("OpenSearchNode.java").toString(),
                folder.toString(),
                Integer.toString(port))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    OpenSearchProcess node = new OpenSearchProcess(process, port);
    node.awaitAnswer(log);
    return node;
  }

  int port() {
    return port;
  }

  /** Ends its input, on which it closes; by force if that takes long. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  private static String resolve(Path source, Path log) throws IOException, InterruptedException {
    Path root = source.resolve("../..").normalize();
    Process maven =
        new ProcessBuilder(
                root.resolve("mvnw").toString(),
                "-q",
                "-B",
                "-ntp",
                "-f",
                source.resolve("pom.xml").toString(),
                "package")
            .directory(root.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    maven.getOutputStream().close();
    if (!maven.waitFor(LONGEST_DOWNLOAD.toMillis(), TimeUnit.MILLISECONDS)) {
      maven.destroyForcibly();
      throw new IOException("Maven did not resolve it in %s".formatted(LONGEST_DOWNLOAD));
    }
    if (maven.exitValue() != 0) {
      throw new IOException("Maven did not resolve it: " + lastWords(log));
    }
    Path classPath = source.resolve("target").resolve("classpath");
    return Files.readString(classPath).strip().replace("\n", File.pathSeparator);
  }

  private void awaitAnswer(Path log) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    while (!answers()) {
      if (process.waitFor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)
          || System.nanoTime() - begun > LONGEST_START.toNanos()) {
        process.destroyForcibly();
        throw new IOException("the node did not start: " + lastWords(log));
      }
    }
  }

  private boolean answers() {
    try (HttpLine line = new HttpLine(port)) {
      line.send("GET", "/", "");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static String lastWords(Path log) throws IOException {
    List<String> said = Files.readAllLines(log);
    return String.join("\n  ", said.subList(Math.max(0, said.size() - 15), said.size()));
  }
}
