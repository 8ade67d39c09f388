package io.dabba.server.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The postmaster that outlived a server which was killed. Only the holder of the data directory's
 * lock may ask.
 *
 * <p>A process id that stands in {@code postmaster.pid} may since have been given to anybody, above
 * all in a container, so it counts as ours only if it is a postgres at work in our directory.
 */
final class LeftPostmaster {
  private final Path data;
  private final Path pidFile;

  LeftPostmaster(Path data) {
    this.data = data;
    this.pidFile = data.resolve("postmaster.pid");
  }

  boolean isRunning() throws IOException {
    Optional<ProcessHandle> process = find();
    return process.isPresent();
  }

  /**
   * Removes what a postmaster that is no more left to be found; PostgreSQL itself would believe a
   * reused process id.
   */
  void forget() throws IOException {
    Files.deleteIfExists(pidFile);
  }

  private Optional<ProcessHandle> find() throws IOException {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(pidFile);
    if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,9}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
        .filter(ProcessHandle::isAlive)
        .filter(this::isOurs);
  }

  private boolean isOurs(ProcessHandle process) {
    Path workingDirectory = Path.of("/proc", Long.toString(process.pid()), "cwd");
    try {
      if (Files.isDirectory(Path.of("/proc/self"))) {
        return Files.isSameFile(workingDirectory, data);
      }
    } catch (IOException e) {
      return false;
    }
    return process.info().command().filter(command -> command.endsWith("/postgres")).isPresent();
  }
}
