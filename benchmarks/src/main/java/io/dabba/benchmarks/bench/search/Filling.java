package io.dabba.benchmarks.bench.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A catalogue put into an index by two threads, half each. */
final class Filling {
  private static final int THREADS = 2;

  private Filling() {}

  /** Puts those from one number up to, but not with, another. */
  interface Part {
    void put(Restaurants restaurants, int from, int to) throws IOException;
  }

  static void inTwo(Restaurants restaurants, Part part) throws IOException {
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> parts = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int from = (int) ((long) restaurants.size() * i / THREADS);
        int to = (int) ((long) restaurants.size() * (i + 1) / THREADS);
        parts.add(
            threads.submit(() -> {
              part.put(restaurants, from, to);
              return null;
            }));
      }
      for (Future<?> done : parts) {
        done.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("putting restaurants", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
