/** Where every rider is: positions in memory, exact queries by distance. */
module io.dabba.geo {
  requires static transitive org.jspecify;

  exports io.dabba.geo;
}
