package io.dabba.benchmarks.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The PostgreSQL at work in the data directory of a server that is ready. */
final class Postmaster {
  private static final Path PROC = Path.of("/proc");

  private Postmaster() {}

  /** Its first process; no other is taken for it, whatever the file with its id says. */
  static Optional<ProcessHandle> find(Path serverData) {
    Path data = serverData.resolve("postgres");
    try {
      String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip();
      return ProcessHandle.of(Long.parseLong(pid)).filter(process -> isAtWorkIn(data, process));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean isAtWorkIn(Path data, ProcessHandle process) {
    Path workingDirectory = PROC.resolve(Long.toString(process.pid())).resolve("cwd");
    try {
      return process.info().command().filter(command -> command.endsWith("/postgres")).isPresent()
          && (!Files.isDirectory(PROC) || Files.isSameFile(workingDirectory, data));
    } catch (IOException e) {
      return false;
    }
  }
}
