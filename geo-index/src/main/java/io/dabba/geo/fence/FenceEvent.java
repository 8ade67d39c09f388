package io.dabba.geo.fence;

import java.time.Instant;

/**
 * What a fix of a rider made sure.
 *
 * @param since when it began, as far as the fixes tell: of an enter and an exit, the first fix that
 *     spoke for it; of a dwell, the enter
 * @param at the fix that made it sure
 */
public record FenceEvent(Kind kind, Instant since, Instant at) {
  /** What a rider does with a fence; of one rider and fence, enters and exits take turns. */
  public enum Kind {
    ENTER,
    EXIT,
    /** He has been inside for a while; once at most between an enter and its exit. */
    DWELL
  }
}
