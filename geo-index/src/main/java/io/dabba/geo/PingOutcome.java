package io.dabba.geo;

/** What became of a ping that {@link CityRiders#report} was given. */
public sealed interface PingOutcome {
  /** The rider is now where the ping says. */
  record Taken(CityId city) implements PingOutcome {}

  /** Nothing changed: the rider's last ping is as new, or newer. */
  record Outdated(CityId city) implements PingOutcome {}

  /** Nothing changed: the rider is not on shift in any city, perhaps no longer. */
  record OffShift() implements PingOutcome {}
}
