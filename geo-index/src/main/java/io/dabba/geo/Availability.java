package io.dabba.geo;

/** What a rider can be asked for now. */
public enum Availability {
  /** Not on shift. */
  OFFLINE,
  /** On shift, with no ride and no offer. */
  AVAILABLE,
  /** Holding an open offer. */
  OFFERED,
  /** On a ride. */
  RIDING
}
