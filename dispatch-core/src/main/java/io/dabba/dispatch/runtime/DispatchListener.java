package io.dabba.dispatch.runtime;

import io.dabba.dispatch.Command;
import java.util.List;

/**
 * Hears what a dispatcher has stored, to tell riders; called on the dispatcher's thread, so it must
 * not block.
 */
@FunctionalInterface
public interface DispatchListener {
  /**
   * Called after a step was stored, with the store's answers: the offers opened, refused, expired.
   */
  void stored(List<Command> answers);
}
