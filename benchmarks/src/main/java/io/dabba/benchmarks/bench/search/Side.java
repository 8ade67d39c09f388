package io.dabba.benchmarks.bench.search;

import java.io.IOException;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** One of those that are measured: an index of restaurants. */
interface Side extends Askers, AutoCloseable {
  /** Puts all, and leaves the index as it is searched best; once, before anyone asks. */
  void fill(Restaurants restaurants) throws IOException;

  /** The bytes of its index on disk. */
  long indexBytes() throws IOException;

  /** What it says itself that each answer since the last call took, if it says so. */
  default Optional<Histogram> takeTookMillis() {
    return Optional.empty();
  }

  @Override
  void close() throws IOException;
}
