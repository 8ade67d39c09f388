package io.dabba.server.rides;

import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.RiderId;
import io.dabba.server.http.Json;
import io.dabba.server.http.JsonBody;
import io.dabba.server.http.PathIds;
import io.dabba.server.http.Problem;
import io.dabba.server.http.ProblemException;
import io.dabba.server.security.Authentication;
import io.dabba.server.security.Role;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Locale;
import java.util.Optional;

/** What a rider does with rides, over HTTP. */
public final class RideRoutes implements HttpService {
  private final Authentication authentication;
  private final Rides rides;

  public RideRoutes(Authentication authentication, Rides rides) {
    this.authentication = authentication;
    this.rides = rides;
  }

  /** What a rider may say to an offer. */
  private enum Action {
    ACCEPT,
    DECLINE
  }

  @FunctionalInterface
  private interface Deed {
    RideOutcome by(RideId ride, RiderId rider);
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/v1/rides/current", this::current)
        .patch("/v1/rides/{rideId}", this::answer)
        .post("/v1/rides/{rideId}/pickup", (req, res) -> act(req, res, rides::pickUp))
        .post("/v1/rides/{rideId}/deliver", (req, res) -> act(req, res, rides::deliver))
        .post("/v1/rides/{rideId}/release", (req, res) -> act(req, res, rides::release));
  }

  private void current(ServerRequest request, ServerResponse response) {
    Optional<RideView> ride = rides.current(rider(request));
    if (ride.isPresent()) {
      Json.send(response, Status.OK_200, ride.get());
    } else {
      response.status(Status.NO_CONTENT_204).send();
    }
  }

  private void answer(ServerRequest request, ServerResponse response) {
    RiderId rider = rider(request);
    RideId ride = PathIds.of(request, "rideId", RideId::new);
    JsonBody body = JsonBody.read(request);
    Action action = body.enumValue("action", Action.class);
    FencingToken token = body.value("fencingToken", 20, RideRoutes::token);
    RideOutcome outcome =
        switch (action) {
          case ACCEPT -> rides.accept(ride, rider, token);
          case DECLINE -> rides.decline(ride, rider, token);
        };
    send(response, ride, outcome);
  }

  private void act(ServerRequest request, ServerResponse response, Deed deed) {
    RiderId rider = rider(request);
    RideId ride = PathIds.of(request, "rideId", RideId::new);
    send(response, ride, deed.by(ride, rider));
  }

  private RiderId rider(ServerRequest request) {
    return new RiderId(authentication.require(request, Role.RIDER).subject());
  }

  private static void send(ServerResponse response, RideId ride, RideOutcome outcome) {
    switch (outcome) {
      case RideOutcome.Done done -> Json.send(response, Status.OK_200, done.ride());
      case RideOutcome.Stale stale -> throw stale(ride, stale);
      case RideOutcome.WrongState wrong ->
          throw Problem.of(
                  409,
                  "wrong-state",
                  "The ride is not in a state for that",
                  "Ride %s is %s".formatted(ride, wrong.state()))
              .with("state", wrong.state())
              .exception();
      case RideOutcome.Unknown unknown ->
          throw Problem.notFound("You have no ride %s".formatted(ride)).exception();
    }
  }

  private static ProblemException stale(RideId ride, RideOutcome.Stale stale) {
    String reason = stale.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return Problem.of(
            409,
            "stale-offer",
            "The offer is no longer open",
            "Your answer to ride %s changes nothing: %s".formatted(ride, reason))
        .with("field", "fencingToken")
        .with("reason", reason)
        .exception();
  }

  private static FencingToken token(String text) {
    if (!text.matches("[1-9][0-9]{0,17}")) {
      throw new IllegalArgumentException("a positive decimal number is wanted");
    }
    return new FencingToken(Long.parseLong(text));
  }
}
