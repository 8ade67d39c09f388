package io.dabba.server.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * The postmaster that outlived a server which was killed, or processes that outlived both. Only the
 * holder of the data directory's lock may ask.
 *
 * <p>A process id that stands in {@code postmaster.pid} may since have been given to anybody, above
 * all in a container, so it counts as ours only if it is a postgres at work in our directory.
 */
final class LeftPostmaster {
  /** As Linux has it also when the program was deleted since. */
  private static final Pattern PROGRAM = Pattern.compile(".*/postgres( \\(deleted\\))?");

  private static final Path PROC = Path.of("/proc");
  private static final Duration LONGEST_END = Duration.ofSeconds(20);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

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
   * Removes what a postmaster that is no more left behind: its file, as PostgreSQL itself would
   * believe a reused process id, and processes still busy with a statement, beside which PostgreSQL
   * would not start.
   */
  void forget() throws IOException {
    endOrphans();
    Files.deleteIfExists(pidFile);
  }

  private void endOrphans() {
    List<ProcessHandle> orphans = orphans();
    long begun = System.nanoTime();
    while (!orphans.isEmpty() && System.nanoTime() - begun < LONGEST_END.toNanos()) {
      orphans.forEach(ProcessHandle::destroyForcibly);
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      orphans = orphans();
    }
  }

  /** Where nothing tells the directory of a process, all are left alone. */
  private List<ProcessHandle> orphans() {
    return Files.isDirectory(PROC)
        ? ProcessHandle.allProcesses().filter(this::isOurs).toList()
        : List.of();
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
    if (process.info().command().filter(PROGRAM.asMatchPredicate()).isEmpty()) {
      return false;
    }
    Path workingDirectory = PROC.resolve(Long.toString(process.pid())).resolve("cwd");
    try {
      return !Files.isDirectory(PROC) || Files.isSameFile(workingDirectory, data);
    } catch (IOException e) {
      return false;
    }
  }
}
