package io.dabba.benchmarks.bench.search;

import io.dabba.search.Restaurant;

/** A catalogue of restaurants, any of which can be made or read at any time, by any thread. */
interface Restaurants {
  int size();

  /** The restaurant of a number from 0; the same each time. */
  Restaurant restaurant(int number);
}
