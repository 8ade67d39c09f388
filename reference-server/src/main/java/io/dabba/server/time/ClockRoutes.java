package io.dabba.server.time;

import io.dabba.dispatch.runtime.DomainClock;
import io.dabba.server.http.Json;
import io.dabba.server.security.Authentication;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;

/** Tells apps what time it is in the business. */
public final class ClockRoutes implements HttpService {
  private final Authentication authentication;
  private final DomainClock clock;

  public ClockRoutes(Authentication authentication, DomainClock clock) {
    this.authentication = authentication;
    this.clock = clock;
  }

  private record Time(Instant now, double speed) {}

  @Override
  public void routing(HttpRules rules) {
    rules.get("/v1/clock", this::now);
  }

  private void now(ServerRequest request, ServerResponse response) {
    authentication.require(request);
    Json.send(response, Status.OK_200, new Time(clock.instant(), clock.speed()));
  }
}
