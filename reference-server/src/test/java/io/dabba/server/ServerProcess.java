package io.dabba.server;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@link Main} in a process of its own, as users run it. */
final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;
  private final File errors;

  private ServerProcess(Process process, File errors) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.errors = errors;
  }

  static ServerProcess run(Path directory, String... arguments) throws IOException {
    return run(directory, List.of(), Map.of(), arguments);
  }

  /** The same with options of the JVM, and more in its environment. */
  static ServerProcess run(
      Path directory, List<String> jvm, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    File errors = directory.resolve("stderr").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectError(errors);
    builder.environment().putAll(environment);
    return new ServerProcess(builder.start(), errors);
  }

  String readLine() throws IOException {
    return out.readLine();
  }

  /** Waits for the ready line and takes the address out of it. */
  String awaitReady() throws IOException {
    String line = readLine();
    if (line == null || !line.startsWith("Dabba is ready: ")) {
      throw new IllegalStateException("not ready: " + line + "\n" + errors());
    }
    return line.split(" ", -1)[3];
  }

  String errors() throws IOException {
    return java.nio.file.Files.readString(errors.toPath());
  }

  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Holds all its threads, as a long pause of the machine does. */
  void pause() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** Lets it go on. */
  void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    String pid = Long.toString(process.pid());
    if (new ProcessBuilder("kill", "-" + name, pid).start().waitFor() != 0) {
      throw new IllegalStateException("process %s cannot be sent %s".formatted(pid, name));
    }
  }

  /** Asks it to stop, as an operator does. */
  int terminate() throws InterruptedException {
    process.destroy();
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
