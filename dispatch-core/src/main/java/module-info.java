/** Who gets the ride: lifecycles, offers, matching. */
module io.dabba.dispatch {
  requires transitive io.dabba.geo;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports io.dabba.dispatch;
  exports io.dabba.dispatch.eta;
  exports io.dabba.dispatch.lifecycle;
  exports io.dabba.dispatch.matching;
  exports io.dabba.dispatch.offer;
  exports io.dabba.dispatch.order;
  exports io.dabba.dispatch.ride;
  exports io.dabba.dispatch.rider;
  exports io.dabba.dispatch.runtime;
  exports io.dabba.dispatch.testkit;
}
