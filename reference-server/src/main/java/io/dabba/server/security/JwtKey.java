package io.dabba.server.security;

import io.dabba.server.process.StartupException;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The secret under which tokens are signed: base64 in the environment, or in the file {@code
 * jwt.key} of the data directory.
 */
public final class JwtKey {
  /** Where the environment may give the key. */
  public static final String VARIABLE = "DABBA_JWT_KEY";

  private static final String FILE = "jwt.key";
  private static final int BYTES = 32;

  private JwtKey() {}

  /**
   * The given key, or that of the data directory, which is made when there is none.
   *
   * @throws StartupException if the key is too short or not base64, or the file cannot be read or
   *     made
   */
  public static byte[] load(Path dataDirectory, Optional<String> given) {
    if (given.isPresent()) {
      return decoded(given.get(), VARIABLE);
    }
    Path file = dataDirectory.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        create(file);
      }
      return decoded(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw new StartupException("The key file " + file + " cannot be read or made: " + e + ".", e);
    }
  }

  /**
   * Written beside and linked into place, so that two processes that begin together end up with one
   * key.
   */
  private static void create(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    Path fresh =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            FILE,
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(fresh, Base64.getEncoder().encodeToString(key) + "\n");
      Files.createLink(file, fresh);
    } catch (FileAlreadyExistsException e) {
      // another process was first: its key counts
    } catch (UnsupportedOperationException | AtomicMoveNotSupportedException e) {
      Files.move(fresh, file);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static byte[] decoded(String base64, String source) {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(base64.strip());
    } catch (IllegalArgumentException e) {
      throw new StartupException("The key of " + source + " is not base64.", e);
    }
    if (key.length < BYTES) {
      throw new StartupException(
          "The key of "
              + source
              + " has "
              + key.length
              + " bytes, but must have at least "
              + BYTES
              + ".");
    }
    return key;
  }
}
