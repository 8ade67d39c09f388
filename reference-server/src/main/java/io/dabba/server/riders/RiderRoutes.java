package io.dabba.server.riders;

import io.dabba.geo.CityRiders;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.Ping;
import io.dabba.geo.PingFilter;
import io.dabba.geo.PingOutcome;
import io.dabba.geo.PingPlan;
import io.dabba.geo.PingPolicy;
import io.dabba.geo.PingVerdict;
import io.dabba.geo.RiderId;
import io.dabba.geo.RiderPosition;
import io.dabba.server.http.Json;
import io.dabba.server.http.JsonBody;
import io.dabba.server.http.Problem;
import io.dabba.server.security.Authentication;
import io.dabba.server.security.Role;
import io.dabba.server.tracking.TrackingHub;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/** A rider's shift and positions, over HTTP. */
public final class RiderRoutes implements HttpService {
  /** From now on. */
  private static final Duration LONGEST_SHIFT = Duration.ofHours(24);

  private final Authentication authentication;
  private final Shifts shifts;
  private final CityRiders riders;
  private final TrackingHub tracking;
  private final InstantSource clock;
  private final PingFilter filter;
  private final PingPolicy policy;

  public RiderRoutes(
      Authentication authentication,
      Shifts shifts,
      CityRiders riders,
      TrackingHub tracking,
      InstantSource clock,
      PingFilter filter,
      PingPolicy policy) {
    this.authentication = authentication;
    this.shifts = shifts;
    this.riders = riders;
    this.tracking = tracking;
    this.clock = clock;
    this.filter = filter;
    this.policy = policy;
  }

  /** How long the app may wait at most, and why the ping did not count if it did not. */
  private record PingAnswer(
      double nextPingSeconds, Optional<Early> early, boolean accepted, Optional<String> reason) {}

  /** What ends the wait early, as in {@link PingPlan}. */
  private record Early(
      double afterSeconds, double offWayMeters, double turnDegrees, double movingMps) {
    static Early of(PingPlan plan) {
      return new Early(
          seconds(plan.soonest()), plan.offWayMeters(), plan.turnDegrees(), plan.movingMps());
    }
  }

  @Override
  public void routing(HttpRules rules) {
    rules.put("/v1/riders/shift", this::shift).post("/v1/riders/location", this::location);
  }

  private void shift(ServerRequest request, ServerResponse response) {
    RiderId rider = new RiderId(authentication.require(request, Role.RIDER).subject());
    JsonBody body = JsonBody.read(request);
    boolean online = body.bool("online");
    Instant now = clock.instant();
    Optional<Instant> endsAt = body.optionalInstant("endsAt", now, now.plus(LONGEST_SHIFT));
    if (!online && endsAt.isPresent()) {
      throw body.refusal("endsAt", "a shift that is over has no end to come");
    }
    switch (shifts.change(rider, online, endsAt)) {
      case Shifts.Outcome.Changed changed -> Json.send(response, Status.OK_200, changed);
      case Shifts.Outcome.OnRide onRide ->
          throw Problem.of(
                  409,
                  "wrong-state",
                  "Not while you are on a ride",
                  "Deliver or release the ride first")
              .with("state", "RIDING")
              .exception();
      case Shifts.Outcome.UnknownRider unknown ->
          throw Problem.notFound("There is no rider %s".formatted(rider)).exception();
    }
  }

  private void location(ServerRequest request, ServerResponse response) {
    RiderId rider = new RiderId(authentication.require(request, Role.RIDER).subject());
    JsonBody body = JsonBody.read(request);
    Instant now = clock.instant();
    Ping ping =
        new Ping(
            rider,
            new GeoPoint(body.decimal("lat", -90, 90), body.decimal("lng", -180, 180)),
            body.optionalInstant("at").orElse(now),
            body.optionalDecimal("accuracyMeters", 0, 100_000).orElse(Double.NaN),
            body.optionalDecimal("speedMps", 0, 1_000).orElse(Double.NaN),
            body.optionalDecimal("headingDegrees", 0, 360).orElse(Double.NaN));
    Json.send(response, Status.OK_200, report(ping, now));
  }

  private PingAnswer report(Ping ping, Instant now) {
    Optional<RiderPosition> last = riders.find(ping.rider());
    PingVerdict verdict =
        last.map(l -> filter.judge(ping, l, now)).orElseGet(() -> filter.judge(ping, now));
    if (verdict != PingVerdict.ACCEPTED) {
      return refused(policy.slow(), verdict.name());
    }
    return switch (riders.report(ping)) {
      case PingOutcome.Taken taken -> {
        tracking.moved(ping);
        PingPlan plan =
            last.map(l -> policy.nextPing(ping, l)).orElseGet(() -> policy.nextPing(ping));
        yield new PingAnswer(
            seconds(plan.latest()), Optional.of(Early.of(plan)), true, Optional.empty());
      }
      case PingOutcome.Outdated outdated -> refused(policy.slow(), PingVerdict.OUTDATED.name());
      case PingOutcome.OffShift offShift -> refused(policy.longestInterval(), "OFF_SHIFT");
    };
  }

  private static PingAnswer refused(Duration next, String reason) {
    return new PingAnswer(
        seconds(next),
        Optional.empty(),
        false,
        Optional.of(reason.toLowerCase(Locale.ROOT).replace('_', '-')));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
