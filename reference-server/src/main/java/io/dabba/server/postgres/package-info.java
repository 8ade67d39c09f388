/**
 * The truth: a PostgreSQL that the server brings along or is pointed to. Begin at {@link
 * io.dabba.server.postgres.Database}.
 */
@NullMarked
package io.dabba.server.postgres;

import org.jspecify.annotations.NullMarked;
