package io.dabba.dispatch;

/**
 * How much a step had to do.
 *
 * @param due the rides that were due
 * @param matched how many were matched: of these, those due longest; and those that waited near a
 *     rider who has just become free
 * @param degraded whether matching was cut short because too many were due
 */
public record Load(int due, int matched, boolean degraded) {
  /** Nothing was due. */
  public static final Load NONE = new Load(0, 0, false);
}
