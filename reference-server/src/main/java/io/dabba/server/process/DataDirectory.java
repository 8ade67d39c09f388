package io.dabba.server.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The directory that one server has for itself as long as it runs. The lock is the operating
 * system's: it ends with the process, however that ends.
 */
public final class DataDirectory implements AutoCloseable {
  private static final String LOCK_FILE = "dabba.lock";

  private final Path path;
  private final FileChannel channel;

  private DataDirectory(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Makes the directory if there is none, and takes it.
   *
   * @throws StartupException if it cannot be written, or another server has it
   */
  public static DataDirectory open(Path directory) {
    Path path = directory.toAbsolutePath().normalize();
    Path lockFile = path.resolve(LOCK_FILE);
    FileChannel channel;
    try {
      Files.createDirectories(path);
      channel =
          FileChannel.open(
              lockFile,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new StartupException(
          "The data directory " + path + " cannot be written: " + e + ".", e);
    }
    try {
      if (tryLock(channel) == null) {
        String holder = Files.readString(lockFile).strip();
        channel.close();
        throw new StartupException(
            "Another Dabba server"
                + (holder.isEmpty() ? "" : " (process " + holder + ")")
                + " is using "
                + path
                + ": stop it, or choose another directory with --data.");
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      throw new StartupException("The data directory " + path + " cannot be locked: " + e + ".", e);
    }
    return new DataDirectory(path, channel);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // closing only gives the lock back, and the end of the process does that too
    }
  }
}
