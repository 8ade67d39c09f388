package io.dabba.server.payments.local;

import io.dabba.server.process.StartupException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The secret that a local gateway and its callers share: given, or in the file {@code
 * gateway.secret} of its directory.
 */
public final class GatewaySecret {
  /** Where the environment may give it. */
  public static final String VARIABLE = "DABBA_GATEWAY_SECRET";

  static final String FILE = "gateway.secret";

  private static final int BYTES = 24;

  private GatewaySecret() {}

  /**
   * The given one, or that of the directory, which is made when there is none.
   *
   * @throws StartupException if the file cannot be read or made
   */
  public static String load(Path directory, Optional<String> given) {
    if (given.isPresent()) {
      return given.get();
    }
    Path file = directory.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        create(file);
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new StartupException("The secret " + file + " cannot be read or made: " + e + ".", e);
    }
  }

  private static void create(Path file) throws IOException {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    Files.createDirectories(file.toAbsolutePath().getParent());
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, HexFormat.of().formatHex(secret) + "\n");
    } catch (FileAlreadyExistsException e) {
      // somebody was first: his counts
    }
  }
}
