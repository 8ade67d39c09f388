/** One feature each, in as few lines as it takes. */
module io.dabba.examples {
  requires io.dabba.dispatch;
  requires io.dabba.geo;
  requires io.dabba.search;
  requires static org.jspecify;
}
