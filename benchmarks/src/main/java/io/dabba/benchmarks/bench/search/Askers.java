package io.dabba.benchmarks.bench.search;

import java.io.IOException;

/** Makes those who ask, one for each thread. */
interface Askers {
  /** Of whom they ask, as it is told and its figures are named. */
  String name();

  /** Someone who asks; for one thread. */
  Asker asker() throws IOException;

  /** Askers that are the same for all threads. */
  static Askers of(String name, Asker asker) {
    return new Askers() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Asker asker() {
        return asker;
      }
    };
  }

  /** Asks one query at a time, and waits for the whole answer. */
  interface Asker extends AutoCloseable {
    /** The number of restaurants that it finds in all. */
    int ask(LoggedQuery query) throws IOException;

    @Override
    default void close() throws IOException {}
  }
}
