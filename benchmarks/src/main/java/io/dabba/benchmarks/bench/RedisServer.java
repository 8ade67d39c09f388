package io.dabba.benchmarks.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A Redis on a free port of 127.0.0.1, and on a socket of its own, that writes nothing to disk. */
public final class RedisServer implements AutoCloseable {
  private static final String PROGRAM = "redis-server";
  private static final List<Path> USUAL_PLACES =
      List.of(
          Path.of("/usr/bin"),
          Path.of("/usr/local/bin"),
          Path.of("/opt/homebrew/bin"),
          Path.of("/opt/local/bin"));
  private static final Duration LONGEST_START = Duration.ofSeconds(20);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

  private final Process process;
  private final int port;
  private final Path folder;

  private RedisServer(Process process, int port, Path folder) {
    this.process = process;
    this.port = port;
    this.folder = folder;
  }

  /** The program, on the PATH or where it usually is. */
  public static Optional<Path> find() {
    List<Path> folders = new ArrayList<>();
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      folders.add(Path.of(folder));
    }
    folders.addAll(USUAL_PLACES);
    return findIn(folders);
  }

  /** The program in the first folder that has it. */
  static Optional<Path> findIn(List<Path> folders) {
    return folders.stream()
        .map(folder -> folder.resolve(PROGRAM))
        .filter(Files::isRegularFile)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts it, and returns when it takes connections.
   *
   * @throws IllegalStateException if it ends before, or takes too long; the message has its last
   *     words
   */
  public static RedisServer start(Path program) {
    try {
      int port = FreePort.find();
      Path folder = Files.createTempDirectory("redis");
      folder.toFile().deleteOnExit();
      Process process =
          new ProcessBuilder(command(program, port, folder)).redirectErrorStream(true).start();
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroy));
      awaitConnections(process, program, port);
      return new RedisServer(process, port, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  /** Its unix domain socket. */
  public Path socket() {
    return socketIn(folder);
  }

  @Override
  public void close() {
    process.destroy();
    if (!ends(process, LONGEST_STOP)) {
      process.destroyForcibly();
    }
    try {
      Files.deleteIfExists(socket());
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path socketIn(Path folder) {
    return folder.resolve("socket");
  }

  private static List<String> command(Path program, int port, Path folder) {
    return List.of(
        program.toString(),
        "--bind",
        "127.0.0.1",
        "--port",
        Integer.toString(port),
        "--unixsocket",
        socketIn(folder).toString(),
        "--save",
        "",
        "--appendonly",
        "no",
        "--loglevel",
        "warning");
  }

  private static void awaitConnections(Process process, Path program, int port) {
    long begun = System.nanoTime();
    while (!takesConnections(port)) {
      if (!process.isAlive() || System.nanoTime() - begun > LONGEST_START.toNanos()) {
        // by its handle, which leaves its output to be read
        process.toHandle().destroyForcibly();
        String said = String.join("\n  ", process.inputReader().lines().toList());
        throw new IllegalStateException(
            "%s did not start on port %d:%n  %s".formatted(program, port, said));
      }
      ends(process, BETWEEN_LOOKS);
    }
  }

  private static boolean ends(Process process, Duration within) {
    try {
      return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean takesConnections(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
