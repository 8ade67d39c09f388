/** Cities, restaurants and menus, and the search over them. */
@NullMarked
package io.dabba.server.catalog;

import org.jspecify.annotations.NullMarked;
