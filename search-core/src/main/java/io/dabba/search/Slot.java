package io.dabba.search;

import java.util.List;
import java.util.Optional;
import org.apache.lucene.search.Query;

/**
 * A word of a text, which a restaurant has if it fits any of the variants.
 *
 * @param typed the word as it was typed
 * @param required whether a restaurant must have it
 */
record Slot(String typed, boolean required, List<Variant> variants) {
  Slot {
    variants = List.copyOf(variants);
  }

  /**
   * One way to understand the word.
   *
   * @param slips how far it is from what was typed; what is nearer counts alone
   * @param correction what to tell if it is what fits
   */
  record Variant(Query query, int slips, Optional<Correction> correction) {}
}
