package io.dabba.dispatch.testkit;

/** What goes wrong in a {@link Simulation}. */
public enum Fault {
  /** An offer never reaches the rider's app. */
  PUSH_LOST,
  /** A rider's answer never arrives. */
  ANSWER_LOST,
  /** A rider's answer arrives after the offer's time. */
  ANSWER_LATE,
  /** A rider's answer arrives twice. */
  ANSWER_TWICE,
  /** A rider changes his mind, and his two answers arrive in the wrong order. */
  ANSWERS_REORDERED,
  /** A rider does not hear that his answer counted, and gives it again. */
  REPLY_LOST,
  /** A rider answers an offer that is long over. */
  ANSWER_STALE,
  /** A rider answers an open offer by the token before its own. */
  ANSWER_MIXED_UP,
  /** A rider answers with the token of another. */
  ANSWER_FOREIGN,
  /** The dispatcher hears of a fact much later, after what happened since. */
  FACT_LATE,
  /** The dispatcher hears of a fact again. */
  FACT_TWICE,
  /** The dispatcher dies with a step decided and not stored. */
  CRASH_BEFORE_COMMIT,
  /** The dispatcher dies with a step stored that nobody has heard of. */
  CRASH_AFTER_COMMIT,
  /** The dispatcher dies between two steps. */
  CRASH_BETWEEN_STEPS,
  /** The dispatcher is paused, another takes the city over, and the first goes on. */
  OWNER_PAUSED,
  /** Domain time leaps. */
  CLOCK_JUMP,
  /** All positions are lost, and nothing else. */
  POSITIONS_FORGOTTEN,
  /** A rider goes off shift, maybe with an open offer. */
  RIDER_OFFLINE,
  /** A rider is not heard of for some minutes. */
  RIDER_SILENT,
  /** A rider gives back a ride that he had taken. */
  DROP_OUT,
  /** An order is cancelled, wherever it stands. */
  ORDER_CANCELLED,
  /** An order is cancelled while a rider thinks about it. */
  OFFERED_ORDER_CANCELLED
}
