package io.dabba.benchmarks.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server in a child JVM on this process's class path, which can be killed and started again on
 * the same data directory and port.
 */
public final class ServerProcess implements AutoCloseable {
  private static final String SERVER_MAIN = "io.dabba.server.Main";
  private static final Pattern READY =
      Pattern.compile("Dabba is ready: (http://\\S+:\\d+) .*, domain time (\\S+), speed .*");
  private static final Duration LONGEST_START = Duration.ofMinutes(3);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

  private final ServerOptions options;
  private int port;
  private @Nullable Process process;
  private @Nullable URI uri;
  private boolean stopped;

  private record Ready(URI uri, Instant domainTime) {}

  private ServerProcess(ServerOptions options) {
    this.options = options;
    this.port = options.port();
  }

  /**
   * Starts a server, and returns when it is ready.
   *
   * @throws IOException if it ends before, or takes too long; the message has its last words
   */
  public static ServerProcess start(ServerOptions options) throws IOException {
    ServerProcess server = new ServerProcess(options);
    server.launch();
    return server;
  }

  public synchronized URI uri() {
    if (uri == null) {
      throw new IllegalStateException("the server has not been ready yet");
    }
    return uri;
  }

  /** How much processor time it has taken since it was started last. */
  public synchronized Duration cpu() {
    return Optional.ofNullable(process)
        .flatMap(running -> running.info().totalCpuDuration())
        .orElse(Duration.ZERO);
  }

  public Path logFile() {
    return options.data().resolveSibling(options.data().getFileName() + ".log");
  }

  public Path keyFile() {
    return options.data().resolve("jwt.key");
  }

  /**
   * Ends the process with no chance to do anything (kill -9), and returns when it is gone.
   *
   * @param withPostmaster whether the postmaster of its PostgreSQL is to end in the same way and at
   *     the same moment
   * @return whether the postmaster was killed too
   */
  public synchronized boolean kill(boolean withPostmaster) {
    Optional<ProcessHandle> postmaster =
        withPostmaster ? Postmaster.find(options.data()) : Optional.empty();
    if (process != null) {
      process.destroyForcibly();
    }
    boolean both = postmaster.filter(ProcessHandle::destroyForcibly).isPresent();
    if (process != null) {
      awaitEnd(process);
    }
    return both;
  }

  /** Starts it again after a kill, and returns when it is ready. */
  public synchronized ServerStart restart() throws IOException {
    return launch();
  }

  /** Asks it to stop (SIGTERM), and returns when it is gone. */
  @Override
  public synchronized void close() {
    stopped = true;
    if (process != null) {
      process.destroy();
      if (!awaitEnd(process)) {
        process.destroyForcibly();
      }
    }
  }

  private synchronized ServerStart launch() throws IOException {
    if (stopped) {
      throw new IOException("the server was told to stop for good");
    }
    Files.createDirectories(options.data());
    long begun = System.nanoTime();
    Process started = new ProcessBuilder(command(options, port)).redirectErrorStream(true).start();
    process = started;
    CompletableFuture<Ready> ready = new CompletableFuture<>();
    Thread.ofPlatform().daemon().name("server-output").start(() -> follow(started, ready));
    try {
      Ready said = ready.get(LONGEST_START.toSeconds(), TimeUnit.SECONDS);
      uri = said.uri;
      port = said.uri.getPort();
      return new ServerStart(begun, Duration.ofNanos(System.nanoTime() - begun), said.domainTime);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new IOException(cause == null ? "it ended" : cause.getMessage(), e);
    } catch (TimeoutException e) {
      started.destroyForcibly();
      throw new IOException(
          "the server was not ready after %d s; its output is in %s"
              .formatted(LONGEST_START.toSeconds(), logFile()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      started.destroyForcibly();
      throw new IOException("interrupted while the server started", e);
    }
  }

  static List<String> command(ServerOptions options, int port) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + options.heap());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(SERVER_MAIN);
    command.add("serve");
    command.add("--port");
    command.add(Integer.toString(port));
    command.add("--data");
    command.add(options.data().toString());
    command.add("--speed");
    command.add(Double.toString(options.speed()));
    options
        .domainStart()
        .ifPresent(start -> {
          command.add("--domain-start");
          command.add(start.toString());
        });
    command.addAll(options.more());
    return command;
  }

  private void follow(Process started, CompletableFuture<Ready> ready) {
    StringBuilder lastWords = new StringBuilder();
    try (BufferedReader lines = started.inputReader(StandardCharsets.UTF_8);
        PrintWriter log =
            new PrintWriter(
                Files.newBufferedWriter(
                    logFile(), StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                true)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.println(line);
        Matcher matcher = READY.matcher(line);
        if (matcher.matches()) {
          ready.complete(new Ready(URI.create(matcher.group(1)), Instant.parse(matcher.group(2))));
        } else if (!ready.isDone() && lastWords.length() < 4_000) {
          lastWords.append("\n  ").append(line);
        }
      }
    } catch (IOException e) {
      lastWords.append("\n  ").append(e);
    }
    ready.completeExceptionally(
        new IOException("the server ended before it was ready:" + lastWords));
  }

  private static boolean awaitEnd(Process process) {
    try {
      return process.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
