/** Which restaurant: text, place, filters, facets and ranking over a Lucene index. */
module io.dabba.search {
  requires static transitive org.jspecify;
  requires transitive io.dabba.geo;
  requires org.apache.lucene.analysis.common;
  requires org.apache.lucene.core;
  requires org.apache.commons.codec;
  requires org.slf4j;

  exports io.dabba.search;
}
