package io.dabba.server.postgres;

import io.dabba.server.process.StartupException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs one of PostgreSQL's programs to its end. They refuse to run as root, so root runs them in a
 * user namespace.
 */
final class PostgresProgram {
  private static final List<String> AS_NOBODY = List.of("unshare", "--user");

  private final PostgresBinaries binaries;
  private final List<String> prefix;

  PostgresProgram(PostgresBinaries binaries) {
    this.binaries = binaries;
    this.prefix = prefix();
  }

  /** What the program said, and how it ended. */
  record Result(int exitCode, String output) {
    boolean ok() {
      return exitCode == 0;
    }
  }

  Result run(String program, String... arguments) {
    List<String> command = new ArrayList<>(prefix);
    command.add(binaries.program(program).toString());
    command.addAll(List.of(arguments));
    return run(command);
  }

  /**
   * A root in a namespace without a mapping is nobody to PostgreSQL, and still the owner of its
   * files.
   */
  private static List<String> prefix() {
    if (!System.getProperty("user.name").equals("root")) {
      return List.of();
    }
    List<String> probe = new ArrayList<>(AS_NOBODY);
    probe.add("true");
    Result result = run(probe);
    if (!result.ok()) {
      throw new StartupException(
          "PostgreSQL does not run as root, and this machine gives root no user namespace ("
              + result.output.strip()
              + "): run Dabba as another user, or give a PostgreSQL with --database-url.");
    }
    return AS_NOBODY;
  }

  private static Result run(List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).directory(Path.of("/").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      return new Result(-1, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + command, e);
    }
  }
}
