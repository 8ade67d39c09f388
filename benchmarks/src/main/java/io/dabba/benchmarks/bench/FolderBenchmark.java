package io.dabba.benchmarks.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** A benchmark on recorded data, before it is known where they are. */
public final class FolderBenchmark {
  private final int mostFolders;
  private final Set<String> options;
  private final Function<List<Path>, Benchmark> made;

  private FolderBenchmark(
      int mostFolders, Set<String> options, Function<List<Path>, Benchmark> made) {
    this.mostFolders = mostFolders;
    this.options = Set.copyOf(options);
    this.made = made;
  }

  /** One that takes a folder, and no options of its own. */
  public static FolderBenchmark ofOne(Function<Path, Benchmark> made) {
    return new FolderBenchmark(1, Set.of(), folders -> made.apply(folders.getFirst()));
  }

  /**
   * One that takes a folder or more.
   *
   * @param options those of {@link Benchmark#options}
   */
  public static FolderBenchmark ofSeveral(
      Set<String> options, Function<List<Path>, Benchmark> made) {
    return new FolderBenchmark(Integer.MAX_VALUE, options, made);
  }

  Set<String> options() {
    return options;
  }

  boolean takes(int folders) {
    return folders >= 1 && folders <= mostFolders;
  }

  Benchmark on(List<Path> folders) {
    return made.apply(folders);
  }
}
