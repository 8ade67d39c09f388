package io.dabba.dispatch.runtime;

import io.dabba.geo.CityId;

/** The city has had another owner since; nothing was stored. */
public final class NotOwnerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param epoch the epoch that is over
   */
  public NotOwnerException(CityId city, Epoch epoch) {
    super("epoch %s of city %s is over".formatted(epoch, city));
  }
}
