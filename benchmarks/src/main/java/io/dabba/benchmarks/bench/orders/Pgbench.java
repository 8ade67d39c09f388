package io.dabba.benchmarks.bench.orders;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** PostgreSQL's own load generator, each of whose clients runs a script over and over. */
final class Pgbench {
  private static final String PROGRAM = "pgbench";
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final Pattern TPS = Pattern.compile("tps = ([\\d.]+) \\(without");
  private static final Pattern DONE =
      Pattern.compile("number of transactions actually processed: (\\d+)");
  private static final int THREADS = 2;

  private final Path program;
  private final EmbeddedAddress server;
  private final String database;

  Pgbench(Path program, EmbeddedAddress server, String database) {
    this.program = program;
    this.server = server;
    this.database = database;
  }

  /**
   * What came of a run.
   *
   * @param latency in microseconds
   */
  record Result(double perSecond, long done, Histogram latency) {}

  /** The program: on the PATH, or where Debian has it, the newest first. */
  static Optional<Path> find() {
    List<Path> folders = new ArrayList<>();
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      folders.add(Path.of(folder));
    }
    if (Files.isDirectory(DEBIAN)) {
      try (Stream<Path> versions = Files.list(DEBIAN)) {
        versions
            .sorted(Comparator.reverseOrder())
            .forEach(version -> folders.add(version.resolve("bin")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return folders.stream()
        .map(folder -> folder.resolve(PROGRAM))
        .filter(Files::isRegularFile)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Runs a script for so long with so many clients, each statement prepared.
   *
   * @param variables what the script's variables begin with
   * @throws IllegalStateException if a statement failed; the message has its last words
   */
  Result run(String script, Map<String, String> variables, int clients, Duration length)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("pgbench");
    try {
      Path file = Files.writeString(folder.resolve("script.sql"), script);
      List<String> command =
          new ArrayList<>(
              List.of(
                  program.toString(),
                  "--no-vacuum",
                  "--protocol=prepared",
                  "--host=127.0.0.1",
                  "--port=" + server.port(),
                  "--username=" + server.user(),
                  "--client=" + clients,
                  "--jobs=" + Math.min(THREADS, clients),
                  "--time=" + length.toSeconds(),
                  "--file=" + file,
                  "--log",
                  "--log-prefix=" + folder.resolve("log")));
      variables.forEach((name, value) -> command.add("--define=%s=%s".formatted(name, value)));
      command.add(database);
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("PGPASSWORD", server.password());
      Process process = builder.start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(
            "%s failed:%n%s"
                .formatted(program, said.substring(Math.max(0, said.length() - 2_000))));
      }
      return new Result(number(TPS, said), (long) number(DONE, said), latencies(folder));
    } finally {
      delete(folder);
    }
  }

  private static double number(Pattern pattern, String said) {
    Matcher matcher = pattern.matcher(said);
    if (!matcher.find()) {
      throw new IllegalStateException("pgbench did not say %s:%n%s".formatted(pattern, said));
    }
    return Double.parseDouble(matcher.group(1));
  }

  /** Of each transaction, the third column of its log. */
  private static Histogram latencies(Path folder) throws IOException {
    Histogram latency = new Histogram(3);
    try (DirectoryStream<Path> logs = Files.newDirectoryStream(folder, "log*")) {
      for (Path log : logs) {
        try (Stream<String> lines = Files.lines(log)) {
          lines.forEach(line -> latency.recordValue(Long.parseLong(line.split(" ", 4)[2])));
        }
      }
    }
    return latency;
  }

  private static void delete(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
