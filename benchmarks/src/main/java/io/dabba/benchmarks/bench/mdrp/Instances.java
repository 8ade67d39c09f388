package io.dabba.benchmarks.bench.mdrp;

import io.dabba.benchmarks.cli.UsageException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The instances under some folders, each of which is one or holds some. */
final class Instances {
  private Instances() {}

  /**
   * Reads them, by name within each folder.
   *
   * @param seeds of which only, by the first character of the name; of all if there are none
   * @throws UsageException if a folder holds none, two have one name, none is of these seeds, or
   *     one cannot be read
   */
  static List<Instance> read(List<Path> folders, Set<String> seeds) throws IOException {
    Map<String, Path> known = new HashMap<>();
    List<Instance> instances = new ArrayList<>();
    for (Path folder : folders) {
      for (Path found : under(folder)) {
        Instance instance = InstanceFolder.read(found);
        Path other = known.put(instance.name(), found);
        if (other != null) {
          throw new UsageException("%s and %s have one name".formatted(other, found));
        }
        if (seeds.isEmpty() || seeds.contains(seed(instance.name()))) {
          instances.add(instance);
        }
      }
    }
    if (instances.isEmpty()) {
      throw new UsageException("--seeds=%s: no instance is of these".formatted(seeds));
    }
    return instances;
  }

  /** The seed that an instance is derived from. */
  static String seed(String name) {
    return name.substring(0, 1);
  }

  private static List<Path> under(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new UsageException("%s is not a folder".formatted(folder));
    }
    if (isInstance(folder)) {
      return List.of(folder);
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> listed =
        Files.newDirectoryStream(folder, entry -> Files.isDirectory(entry) && isInstance(entry))) {
      listed.forEach(found::add);
    }
    if (found.isEmpty()) {
      throw new UsageException(
          "%s is no instance and holds none: a folder with %s"
              .formatted(folder, InstanceFolder.ORDERS));
    }
    found.sort(null);
    return found;
  }

  private static boolean isInstance(Path folder) {
    return Files.exists(folder.resolve(InstanceFolder.ORDERS));
  }
}
