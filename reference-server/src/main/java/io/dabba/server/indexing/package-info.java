/**
 * The search index as a copy of the stored catalogue: {@link io.dabba.server.indexing.CatalogFeed}
 * has it and keeps it what the tables are, whoever writes them.
 */
@NullMarked
package io.dabba.server.indexing;

import org.jspecify.annotations.NullMarked;
