package io.dabba.benchmarks.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The data directory of a server process: the user's own, or a temporary one that is deleted at the
 * end. Also at Ctrl-C, when the server is stopped first.
 */
public final class ServerData implements AutoCloseable {
  private final Path path;
  private final @Nullable Path temporary;
  private @Nullable Runnable stop;
  private boolean kept;
  private boolean done;

  private ServerData(Path path, @Nullable Path temporary) {
    this.path = path;
    this.temporary = temporary;
  }

  /** The directory given, or a temporary one whose name begins with the prefix. */
  public static ServerData at(Optional<Path> given, String prefix) throws IOException {
    ServerData data;
    if (given.isPresent()) {
      data = new ServerData(given.get(), null);
    } else {
      Path temporary = Files.createTempDirectory(prefix);
      data = new ServerData(temporary.resolve("data"), temporary);
    }
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(data::close));
    return data;
  }

  public Path path() {
    return path;
  }

  /** What stops the server; it is run at the end before anything is deleted. */
  public synchronized void stopFirst(Runnable stop) {
    this.stop = stop;
  }

  /** A temporary directory is not deleted at the end. */
  public synchronized void keep() {
    kept = true;
  }

  @Override
  public synchronized void close() {
    if (done) {
      return;
    }
    done = true;
    if (stop != null) {
      stop.run();
    }
    if (temporary != null && !kept) {
      delete(temporary);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> tree = Files.walk(folder)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not delete " + folder, e);
    }
  }
}
