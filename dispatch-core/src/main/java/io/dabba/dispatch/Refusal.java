package io.dabba.dispatch;

import io.dabba.dispatch.offer.FencingToken;

/**
 * That a rider did not take a ride, or did not keep it.
 *
 * @param token of the last offer of the ride to him
 */
public record Refusal(FencingToken token, Kind kind) {
  /** How it came. */
  public enum Kind {
    /** He said no, or gave the ride back. */
    DECLINED,
    /** He let the time pass. */
    UNANSWERED,
    /** The offer was taken back, which is not his doing. */
    WITHDRAWN
  }
}
