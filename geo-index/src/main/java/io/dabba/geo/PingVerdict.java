package io.dabba.geo;

/** What a {@link PingFilter} says of a ping: accepted, or the first reason against it. */
public enum PingVerdict {
  /** Nothing speaks against it. */
  ACCEPTED,
  /** Its place or accuracy is no number of the range. */
  OUT_OF_RANGE,
  /** It says 0, 0, in the sea off Africa: so say apps that have no position. */
  NO_POSITION,
  /** It is from later than now, by more than clocks differ. */
  FROM_THE_FUTURE,
  /** It is too long ago to tell where the rider is. */
  TOO_OLD,
  /** The rider's last ping is as new, or newer. */
  OUTDATED,
  /** Its position is too uncertain to be of use. */
  TOO_INACCURATE,
  /** From the last position to this one nobody could have come in the time. */
  TOO_FAST
}
