package io.dabba.dispatch;

import io.dabba.dispatch.Refusal.Kind;

/** Who may be asked again for a ride that he did not take, once nobody else is left. */
public enum AskAgain {
  /** Nobody. */
  NEVER,
  /** Those who did not answer; not those who said no. */
  UNANSWERED,
  /** Everybody. */
  ALL;

  boolean allows(Kind kind) {
    return switch (kind) {
      case DECLINED -> this == ALL;
      case UNANSWERED -> this != NEVER;
      case WITHDRAWN -> true;
    };
  }
}
