/** Where every rider is: positions in memory, exact queries by distance. */
module io.dabba.geo {
  requires h3; // used, never exported: no signature names its types
  requires static transitive org.jspecify;

  exports io.dabba.geo;
}
