package io.dabba.server.postgres;

import io.dabba.server.process.DataDirectory;
import io.dabba.server.process.StartupException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL that the server brings along, durable in {@code postgres} of the data directory
 * and open to 127.0.0.1 with a password only. It runs in a session of its own: neither Ctrl-C nor
 * {@code kill -9} of the server ends it. A clean stop does, and so does the next start, which finds
 * it and begins anew.
 */
public final class EmbeddedDatabase implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
  private static final String USER = "dabba";
  private static final int ATTEMPTS = 5;
  private static final String SECONDS_TO_START = "120";
  private static final String SECONDS_TO_STOP = "60";

  private static final List<String> SETTINGS =
      List.of(
          "listen_addresses=127.0.0.1",
          "unix_socket_directories=",
          "max_connections=128",
          "fsync=on",
          "synchronous_commit=on",
          "full_page_writes=on",
          "shared_buffers=256MB",
          "max_wal_size=2GB",
          "checkpoint_timeout=15min",
          "random_page_cost=1.1",
          "jit=off",
          "timezone=UTC",
          "log_timezone=UTC",
          "log_checkpoints=off",
          "log_min_messages=warning");

  private final PostgresProgram program;
  private final Path data;
  private final DatabaseUrl url;

  private EmbeddedDatabase(PostgresProgram program, Path data, DatabaseUrl url) {
    this.program = program;
    this.data = data;
    this.url = url;
  }

  /** Starts it on a port that is free. */
  public static EmbeddedDatabase start(DataDirectory directory) {
    return start(directory, 0);
  }

  /**
   * Starts it, after ending the postmaster that a killed server may have left.
   *
   * @param port where it listens, or 0 for a port that is free
   * @throws StartupException if the data is of another major version (it is left alone), or
   *     PostgreSQL does not start
   */
  public static EmbeddedDatabase start(DataDirectory directory, int port) {
    Path data = directory.path().resolve("postgres");
    Path passwordFile = directory.path().resolve("postgres.password");
    PostgresBinaries binaries = PostgresBinaries.unpacked();
    PostgresProgram program = new PostgresProgram(binaries);
    try {
      if (Files.exists(data)) {
        requireMajor(data, binaries.major());
        endLeftPostmaster(program, data);
      } else {
        initialize(program, data, passwordFile);
      }
      String password = Files.readString(passwordFile).strip();
      int listening = startOnPort(program, data, directory.path().resolve("postgres.log"), port);
      String jdbcUrl = "jdbc:postgresql://127.0.0.1:" + listening + "/postgres";
      return new EmbeddedDatabase(
          program, data, new DatabaseUrl(jdbcUrl, Optional.of(USER), Optional.of(password)));
    } catch (IOException e) {
      throw new StartupException(
          "The data directory " + directory.path() + " cannot be used: " + e + ".", e);
    }
  }

  public DatabaseUrl url() {
    return url;
  }

  /** Stops it fast but clean: running statements are broken off, what was committed is on disk. */
  @Override
  public void close() {
    stop(program, data);
  }

  private static void requireMajor(Path data, String major) throws IOException {
    Path versionFile = data.resolve("PG_VERSION");
    String found = Files.exists(versionFile) ? Files.readString(versionFile).strip() : "unknown";
    if (!found.equals(major)) {
      throw new StartupException(
          "The data in "
              + data
              + " is of PostgreSQL "
              + found
              + ", but this Dabba brings PostgreSQL "
              + major
              + ": nothing was touched; move it with pg_dump and pg_restore, or choose another --data.");
    }
  }

  private static void endLeftPostmaster(PostgresProgram program, Path data) throws IOException {
    LeftPostmaster left = new LeftPostmaster(data);
    if (left.isRunning()) {
      log.info("Ending the PostgreSQL that an earlier server left running in {}", data);
      stop(program, data);
    }
    left.forget();
  }

  /** Made under another name and renamed, so that data that is there is whole. */
  private static void initialize(PostgresProgram program, Path data, Path passwordFile)
      throws IOException {
    Path fresh = data.resolveSibling("postgres.new");
    if (Files.exists(fresh)) {
      PostgresBinaries.delete(fresh);
    }
    writePassword(passwordFile);
    PostgresProgram.Result result =
        program.run(
            "initdb",
            "--pgdata=" + fresh,
            "--username=" + USER,
            "--pwfile=" + passwordFile,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--data-checksums");
    if (!result.ok()) {
      throw new StartupException(
          "PostgreSQL could not make its data in " + fresh + ": " + lastLine(result.output()));
    }
    Files.move(fresh, data);
  }

  private static void writePassword(Path file) throws IOException {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, HexFormat.of().formatHex(random) + "\n");
  }

  private static int startOnPort(PostgresProgram program, Path data, Path logFile, int wanted)
      throws IOException {
    PostgresProgram.Result result = new PostgresProgram.Result(0, "");
    // another process may take a free port before PostgreSQL does
    for (int attempt = 0; attempt < (wanted == 0 ? ATTEMPTS : 1); attempt++) {
      int port = wanted == 0 ? freePort() : wanted;
      String options = "-c port=" + port + " -c " + String.join(" -c ", SETTINGS);
      result =
          program.run(
              "pg_ctl",
              "start",
              "--pgdata=" + data,
              "--log=" + logFile,
              "--wait",
              "--timeout=" + SECONDS_TO_START,
              "--options=" + options);
      if (result.ok()) {
        return port;
      }
    }
    String reason =
        Files.exists(logFile) ? lastLine(Files.readString(logFile)) : lastLine(result.output());
    throw new StartupException("PostgreSQL did not start: " + reason + " (see " + logFile + ").");
  }

  private static void stop(PostgresProgram program, Path data) {
    PostgresProgram.Result result =
        program.run(
            "pg_ctl",
            "stop",
            "--pgdata=" + data,
            "--mode=fast",
            "--wait",
            "--timeout=" + SECONDS_TO_STOP);
    if (!result.ok()) {
      log.warn("PostgreSQL did not stop: {}", lastLine(result.output()));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String lastLine(String output) {
    return output.strip().lines().reduce("", (first, last) -> last);
  }
}
