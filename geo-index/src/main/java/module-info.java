/** Where every rider is, and which fence each crosses. */
module io.dabba.geo {
  requires h3; // used, never exported: no signature names its types
  requires static transitive org.jspecify;
  requires transitive org.locationtech.jts;

  exports io.dabba.geo;
  exports io.dabba.geo.fence;
}
