package io.dabba.search;

import java.time.Instant;
import java.util.Optional;

/**
 * What a load is of.
 *
 * @param at the moment of who asked first
 */
record CellQuery(CellKey key, Optional<Instant> at) {}
