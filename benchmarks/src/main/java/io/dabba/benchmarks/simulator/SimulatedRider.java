package io.dabba.benchmarks.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dabba.geo.GeoPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A rider on his shift: reports where he is, answers offers, and rides. What he believes of his
 * ride is checked against {@code GET /v1/rides/current} whenever a connection was lost or a call
 * refused.
 */
final class SimulatedRider implements LiveSocket.Listener {
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(15);

  private final World world;
  private final RiderPlan plan;
  private final String token;
  private final LiveSocket offers;
  private final Set<String> open = ConcurrentHashMap.newKeySet();
  private final ConcurrentMap<String, Integer> timesAsked = new ConcurrentHashMap<>();
  private final Set<String> withdrawn = ConcurrentHashMap.newKeySet();
  private final AtomicInteger pingChain = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Leg leg;
  private volatile boolean leaving;
  private @Nullable RideRun current;

  SimulatedRider(World world, RiderPlan plan) {
    this.world = world;
    this.plan = plan;
    this.token = world.tokens().mint("rider", plan.id());
    this.leg = Leg.standing(plan.place(), Instant.EPOCH);
    this.offers = new LiveSocket(world.sockets(), "/v1/riders/offers", token, this);
  }

  /** Goes on shift, until the time given and the end of the ride he then has. */
  void begin(Instant off) {
    if (!putShift(true).ok()) {
      world.agenda().after(BETWEEN_TRIES, () -> begin(off));
      return;
    }
    world.tally().onShift.increment();
    pingNow();
    world.agenda().at(off, this::leave);
    offers.open();
  }

  @Override
  public void message(JsonNode message) {
    String offerToken = message.path("fencingToken").asText();
    switch (message.path("type").asText()) {
      case "offer" -> consider(message, offerToken);
      case "withdrawn" -> withdrawn.add(offerToken);
      default -> {}
    }
  }

  @Override
  public void reopened() {
    if (!open.isEmpty() || currentRun() != null) {
      checkCurrent();
    }
  }

  @Override
  public boolean ended() {
    return false;
  }

  String id() {
    return plan.id();
  }

  /** Rides to a place and acts there. */
  void travel(GeoPoint to, Runnable arrived) {
    Instant now = world.time().now();
    Leg way = Leg.riding(leg.at(now), to, now, plan.vehicle());
    leg = way;
    pingNow();
    world.agenda().at(way.arrives(), arrived);
  }

  ApiAnswer send(Call call) {
    return world.api().send(call, token);
  }

  boolean rides(RideRun run) {
    lock.lock();
    try {
      return run.equals(current);
    } finally {
      lock.unlock();
    }
  }

  /** The ride is over for him, however it ended. */
  void finish(RideRun run) {
    lock.lock();
    try {
      if (!run.equals(current)) {
        return;
      }
      current = null;
    } finally {
      lock.unlock();
    }
    world.tally().riding.decrement();
    leg = Leg.standing(leg.at(world.time().now()), world.time().now());
    if (leaving) {
      goOffline();
    } else {
      pingNow();
    }
  }

  /** Asks the server which ride he has, and believes it. */
  void checkCurrent() {
    RideRun before = currentRun();
    ApiAnswer answer = send(Call.get("current_ride", "/v1/rides/current"));
    if (answer.status() == 200) {
      take(answer.json());
    } else if (answer.status() == 204 && before != null) {
      finish(before);
    }
  }

  private @Nullable RideRun currentRun() {
    lock.lock();
    try {
      return current;
    } finally {
      lock.unlock();
    }
  }

  private void consider(JsonNode message, String offerToken) {
    if (!open.add(offerToken)) {
      return;
    }
    String order = message.path("orders").path(0).asText();
    Instant expiresAt = Json.instant(message, "expiresAt").orElse(world.time().now());
    world.tally().heard(new HeardOffer(expiresAt.minus(Decision.OFFER_TTL), System.nanoTime()));
    String time = Integer.toString(timesAsked.merge(order, 1, Integer::sum));
    Decision decision =
        Decision.of(
            world.chance().of("offer", plan.id(), world.nameOf(order), time),
            world.behaviour(),
            expiresAt);
    String ride = message.path("rideId").asText();
    world.agenda().at(decision.at(), () -> answer(ride, offerToken, decision));
  }

  private void answer(String ride, String offerToken, Decision decision) {
    boolean gone = withdrawn.remove(offerToken);
    boolean free = currentRun() == null && !leaving;
    if (!gone || decision.late()) {
      if (decision.accept() && free) {
        accept(ride, offerToken, decision.late());
      } else {
        String body = answerBody("decline", offerToken);
        send(Call.patch("decline", "/v1/rides/" + ride, body).expecting(409));
      }
    }
    open.remove(offerToken);
  }

  private void accept(String ride, String offerToken, boolean late) {
    String body = answerBody("accept", offerToken);
    ApiAnswer answer = send(Call.patch("accept", "/v1/rides/" + ride, body).expecting(409));
    if (answer.ok()) {
      if (late) {
        world.tally().lateTaken.increment();
      }
      take(answer.json());
    } else if (answer.status() == 409) {
      world.tally().acceptRefused(answer.json().path("reason").asText("unsaid"));
      (late ? world.tally().lateRefused : world.tally().punctualRefused).increment();
    } else {
      checkCurrent();
    }
  }

  private static String answerBody(String action, String offerToken) {
    ObjectNode body = Json.object().put("action", action).put("fencingToken", offerToken);
    return body.toString();
  }

  private void take(JsonNode ride) {
    RideRun run = RideRun.of(world, this, ride);
    lock.lock();
    try {
      if (current != null) {
        return;
      }
      current = run;
    } finally {
      lock.unlock();
    }
    world.tally().riding.increment();
    run.begin(ride.path("state").asText());
  }

  private void leave() {
    leaving = true;
    if (currentRun() == null) {
      goOffline();
    }
  }

  private void goOffline() {
    if (putShift(false).ok()) {
      pingChain.incrementAndGet();
      offers.close();
      world.tally().onShift.decrement();
    } else {
      checkCurrent();
      if (currentRun() == null) {
        world.agenda().after(BETWEEN_TRIES, this::leave);
      }
    }
  }

  private ApiAnswer putShift(boolean online) {
    String body = Json.object().put("online", online).toString();
    return send(Call.put("shift", "/v1/riders/shift", body).expecting(409));
  }

  private void pingNow() {
    int chain = pingChain.incrementAndGet();
    world.agenda().now(() -> ping(chain));
  }

  private void ping(int chain) {
    if (pingChain.get() != chain) {
      return;
    }
    Instant now = world.time().now();
    GeoPoint place = leg.at(now);
    double speed = leg.movingAt(now) ? Leg.metersPerSecond(plan.vehicle()) : 0;
    String body =
        "{\"lat\":%s,\"lng\":%s,\"speedMps\":%s}".formatted(place.lat(), place.lng(), speed);
    ApiAnswer answer = send(Call.post("location", "/v1/riders/location", body));
    double wait = answer.ok() ? answer.json().path("nextPingSeconds").asDouble(30) : 30;
    world.agenda().after(DomainTime.duration(Math.max(1, wait)), () -> ping(chain));
  }
}
