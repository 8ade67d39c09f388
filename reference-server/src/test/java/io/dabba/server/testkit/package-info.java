/** What the tests of the server share: a PostgreSQL, servers on it, and clients of their API. */
@NullMarked
package io.dabba.server.testkit;

import org.jspecify.annotations.NullMarked;
