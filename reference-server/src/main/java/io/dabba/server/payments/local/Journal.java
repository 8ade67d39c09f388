package io.dabba.server.payments.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.server.http.Json;
import io.dabba.server.process.StartupException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A file of JSON lines that only grows. What was appended outlives the process, however that ends;
 * not the machine, since nothing waits for the disk. A last line that was cut off is dropped at the
 * next start. Thread-safe.
 */
final class Journal implements AutoCloseable {
  static final String FILE = "charges.jsonl";

  /** Not the channel, which an interrupted thread would close for all. */
  private final FileOutputStream out;

  private final ReentrantLock lock = new ReentrantLock();

  private Journal(FileOutputStream out) {
    this.out = out;
  }

  /**
   * Opens the journal of a directory, which is made if there is none, and has every line of it
   * read.
   *
   * @throws StartupException if another process has it, or it cannot be read
   */
  static Journal open(Path directory, Consumer<JsonNode> reader) {
    Path file = directory.toAbsolutePath().normalize().resolve(FILE);
    try {
      Files.createDirectories(file.getParent());
      FileOutputStream out = new FileOutputStream(file.toFile(), true);
      try {
        if (!tryLock(out.getChannel())) {
          throw new StartupException(
              "Another gateway has " + file + ": stop it, or choose another --data.");
        }
        out.getChannel().truncate(replay(file, reader));
        return new Journal(out);
      } catch (IOException | RuntimeException e) {
        out.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StartupException("The journal " + file + " cannot be used: " + e + ".", e);
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Where the last whole line ends. */
  private static long replay(Path file, Consumer<JsonNode> reader) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int begin = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        try {
          reader.accept(
              Json.MAPPER.readTree(new String(bytes, begin, i - begin, StandardCharsets.UTF_8)));
        } catch (JsonProcessingException | IllegalArgumentException e) {
          throw new StartupException(
              "The journal %s is damaged at byte %d: move it away.".formatted(file, begin), e);
        }
        begin = i + 1;
      }
    }
    return begin;
  }

  /** Appends one line. */
  void append(Object line) {
    byte[] json = Json.bytes(line);
    byte[] whole = Arrays.copyOf(json, json.length + 1);
    whole[json.length] = '\n';
    lock.lock();
    try {
      out.write(whole);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
