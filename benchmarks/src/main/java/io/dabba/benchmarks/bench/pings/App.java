package io.dabba.benchmarks.bench.pings;

import io.dabba.geo.Ping;
import io.dabba.geo.PingPlan;
import io.dabba.geo.PingPolicy;
import java.time.Duration;

/** The ways of a rider's app to report that are compared; the name is the prefix of its figures. */
enum App {
  /** Every four seconds, whatever happens: what the others are measured against. */
  FIXED("fixed_") {
    @Override
    PingPlan plan(Ping ping) {
      return atFixedTime(ping, FOUR_SECONDS);
    }
  },
  /** 30 s parked, 5 to 3 s moving, and nothing sooner. */
  WAITS("waits_") {
    @Override
    PingPlan plan(Ping ping) {
      return atFixedTime(ping, waitBySpeed(ping));
    }
  },
  /** 30 s parked, 5 to 3 s moving, and at once on a turn and off the way. */
  EARLY("early_") {
    @Override
    PingPlan plan(Ping ping) {
      return planned(ping, STANDARD.soonest(), waitBySpeed(ping));
    }
  },
  /** As {@link PingPolicy#standard} says. */
  POLICY("") {
    @Override
    PingPlan plan(Ping ping) {
      return STANDARD.nextPing(ping);
    }
  };

  private static final PingPolicy STANDARD = PingPolicy.standard();
  private static final Duration FOUR_SECONDS = Duration.ofSeconds(4);

  final String prefix;

  App(String prefix) {
    this.prefix = prefix;
  }

  abstract PingPlan plan(Ping ping);

  private static PingPlan atFixedTime(Ping ping, Duration wait) {
    return planned(ping, wait, wait);
  }

  private static PingPlan planned(Ping ping, Duration soonest, Duration latest) {
    return new PingPlan(
        ping,
        latest,
        soonest,
        STANDARD.offWayMeters(),
        STANDARD.turnDegrees(),
        STANDARD.movingMps());
  }

  /** The policy's wait of an app that says its speed alone. */
  private static Duration waitBySpeed(Ping ping) {
    Ping speedOnly =
        new Ping(
            ping.rider(),
            ping.point(),
            ping.at(),
            ping.accuracyMeters(),
            ping.speedMps(),
            Double.NaN);
    return STANDARD.nextPing(speedOnly).latest();
  }
}
