package io.dabba.dispatch.runtime;

import io.dabba.geo.CityId;

/** Another owner dispatches the city, and its lease runs. */
public final class CityTakenException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param owner who has the city, as it names itself
   */
  public CityTakenException(CityId city, String owner) {
    super("city %s is dispatched by %s".formatted(city, owner));
  }
}
