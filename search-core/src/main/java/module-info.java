/** Which restaurant: text, place, filters, facets and ranking over a Lucene index. */
module io.dabba.search {
  requires static transitive org.jspecify;
  requires transitive io.dabba.geo;
  requires com.github.benmanes.caffeine;
  requires h3; // used, never exported: no signature names its types
  requires org.apache.lucene.analysis.common;
  requires org.apache.lucene.core;
  requires org.apache.commons.codec;
  requires org.slf4j;

  exports io.dabba.search;
}
