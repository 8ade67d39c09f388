package io.dabba.geo;

/** What a {@link PingFilter} says of a ping: accepted, or the first reason against it. */
public enum PingVerdict {
  /** Nothing speaks against it. */
  ACCEPTED,
  /** It is from later than now, by more than clocks differ. */
  FROM_THE_FUTURE,
  /** The rider's last ping is as new, or newer. */
  OUTDATED,
  /** Its position is too uncertain to be of use. */
  TOO_INACCURATE,
  /** From the last position to this one nobody could have come in the time. */
  TOO_FAST
}
