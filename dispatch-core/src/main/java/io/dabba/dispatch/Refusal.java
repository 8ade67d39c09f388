package io.dabba.dispatch;

import io.dabba.dispatch.offer.FencingToken;

/**
 * That a rider did not take a ride, or did not keep it.
 *
 * @param token of the last offer of the ride to him
 */
public record Refusal(FencingToken token, Kind kind) {
  /** The one of the later offer. */
  static Refusal later(Refusal a, Refusal b) {
    return a.token().compareTo(b.token()) >= 0 ? a : b;
  }

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
