package io.dabba.benchmarks.bench.assignment;

import com.google.ortools.Loader;

/** OR-tools' native library, loaded when the first of its peers is made. */
final class OrTools {
  private OrTools() {}

  static void load() {
    Loader.loadNativeLibraries();
  }

  /** Fails unless the solver says that it found the optimum. */
  static void requireOptimal(Enum<?> status, Enum<?> optimal) {
    if (status != optimal) {
      throw new IllegalStateException("status=%s is not %s".formatted(status, optimal));
    }
  }
}
