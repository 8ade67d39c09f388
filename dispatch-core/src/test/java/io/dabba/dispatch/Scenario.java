package io.dabba.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.dispatch.eta.GreatCircleTravelTimes;
import io.dabba.dispatch.matching.GreedyMatcher;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideOrder;
import io.dabba.dispatch.runtime.RecoveredCity;
import io.dabba.geo.Availability;
import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.Ping;
import io.dabba.geo.RiderId;
import io.dabba.geo.RiderIndex;
import io.dabba.geo.Vehicle;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A city with one restaurant, told as text: riders stand so many metres north of it, an order and
 * its ride have one name, and what a step does comes back as lines. It begins at noon.
 */
final class Scenario {
  static final CityId CITY = new CityId("mumbai");
  static final GeoPoint RESTAURANT = new GeoPoint(19.0760, 72.8777);
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
  private static final double METERS_PER_DEGREE = 111_195;

  private final DispatchPolicy policy;
  private final Map<RiderId, GeoPoint> riders = new LinkedHashMap<>();
  private final List<Command> told = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private final List<Command> facts = new ArrayList<>();
  private final List<Command> heard = new ArrayList<>();
  private Instant now = time("12:00");

  final RiderIndex index = new RiderIndex(CITY, Duration.ofMinutes(2));
  final ModelStore store = new ModelStore(() -> now);
  private CityDispatcher dispatcher;

  Scenario() {
    this(DispatchPolicy.standard());
  }

  Scenario(DispatchPolicy policy) {
    this(policy, "12:00");
  }

  /**
   * @param warmAt when every rider has been heard of
   */
  Scenario(DispatchPolicy policy, String warmAt) {
    this.policy = policy;
    this.dispatcher = dispatcher(policy, List.of(), time(warmAt));
  }

  static CityDispatcher dispatcher(
      DispatchPolicy policy, List<RideSearch> recovered, Instant warmAt) {
    return new CityDispatcher(
        CITY, policy, new GreedyMatcher(), new GreatCircleTravelTimes(), recovered, warmAt);
  }

  /** The instant of a time of the day. */
  static Instant time(String time) {
    return LocalTime.parse(time).atDate(DAY).toInstant(ZoneOffset.UTC);
  }

  static Command.OrderConfirmed order(String name, Instant readyAt) {
    RideOrder order = new RideOrder(new OrderId(name), metersNorth(2_000), readyAt);
    return new Command.OrderConfirmed(new RideId(name), RESTAURANT, order);
  }

  static GeoPoint metersNorth(double meters) {
    return new GeoPoint(RESTAURANT.lat() + meters / METERS_PER_DEGREE, RESTAURANT.lng());
  }

  void rider(String name, double metersAway) {
    rider(name, metersAway, Vehicle.MOTORCYCLE);
  }

  void rider(String name, double metersAway, Vehicle vehicle) {
    RiderId rider = new RiderId(name);
    index.enroll(rider, vehicle, Availability.AVAILABLE);
    riders.put(rider, metersNorth(metersAway));
    index.report(Ping.of(rider, metersNorth(metersAway), now));
  }

  /** The rider is not heard of any more. */
  void silent(String rider) {
    riders.remove(new RiderId(rider));
  }

  /** It is now that time, and every rider who is not silent reports where he is. */
  void at(String time) {
    at(time(time));
  }

  void at(Instant instant) {
    now = instant;
    riders.forEach((rider, point) -> index.report(Ping.of(rider, point, now)));
  }

  Instant now() {
    return now;
  }

  void confirmed(String order, String readyAt) {
    tell(store.confirm(order(order, time(readyAt))));
  }

  void ready(String order) {
    tell(new Command.OrderReady(new OrderId(order), now));
  }

  void cancelled(String order) {
    tell(store.cancel(new OrderId(order)));
  }

  void accepts(String ride) {
    tell(store.accept(new RideId(ride)));
  }

  void declines(String ride) {
    tell(store.decline(new RideId(ride)));
  }

  void releases(String ride) {
    tell(store.release(new RideId(ride)));
  }

  /** For the store the rider has something else to do; the index does not know yet. */
  void busyElsewhere(String rider, String until) {
    store.book().tryOffer(new RideId("elsewhere"), new RiderId(rider), now, time(until));
  }

  void tell(Command command) {
    told.add(command);
    facts.add(command);
  }

  /** The process died; another takes up what is stored. */
  void restart() {
    RecoveredCity recovered = store.load(CITY);
    dispatcher = dispatcher(policy, recovered.searches(), now);
    told.addAll(recovered.unheard());
  }

  /** What the dispatcher does about what it was told, and about the store's answers. */
  List<String> step() {
    List<Effect> stepped = new ArrayList<>();
    List<Command> next = List.copyOf(told);
    told.clear();
    do {
      heard.addAll(next);
      refreshIndex(next);
      Step step = dispatcher.handle(next, index::nearest, now);
      stepped.addAll(step.effects());
      next = step.effects().isEmpty() ? List.of() : store.commit(CITY, step);
    } while (!next.isEmpty());
    effects.addAll(stepped);
    assertThat(dispatcher.openSearches())
        .as("searches of the dispatcher, beside those of the store")
        .isEqualTo(store.load(CITY).searches().size());
    return stepped.stream().map(Scenario::line).toList();
  }

  List<String> stepAt(String time) {
    at(time);
    return step();
  }

  /** When the dispatcher wants to be woken, or "never". */
  String nextWake() {
    return dispatcher.nextWake().map(Scenario::clock).orElse("never");
  }

  int openSearches() {
    return dispatcher.openSearches();
  }

  /** All effects since noon. */
  List<Effect> effects() {
    return effects;
  }

  /** All that was told since noon. */
  List<Command> facts() {
    return facts;
  }

  /** All commands since noon, the store's answers among them. */
  List<Command> heard() {
    return heard;
  }

  private void refreshIndex(List<Command> commands) {
    Set<RiderId> about =
        commands.stream()
            .flatMap(command -> command.rider().stream())
            .collect(Collectors.toCollection(HashSet::new));
    store.availability(about).forEach(index::availability);
  }

  private static String line(Effect effect) {
    return switch (effect) {
      case Effect.CreateRide e ->
          "create %s, due %s".formatted(e.search().id(), clock(e.search().dueAt()));
      case Effect.SaveSearch e ->
          "save %s: rounds %d, next %s, gives up %s"
              .formatted(
                  e.search().id(),
                  e.search().rounds(),
                  clock(e.search().nextRoundAt()),
                  clock(e.search().giveUpAt()));
      case Effect.OpenOffer e ->
          "offer %s to %s until %s".formatted(e.rideId(), e.riderId(), clock(e.expiresAt()));
      case Effect.ExpireOffer e ->
          "expire %s of %s".formatted(e.offer().rideId(), e.offer().riderId());
      case Effect.FailRide e -> "fail %s: %s".formatted(e.rideId(), e.reason());
    };
  }

  private static String clock(Instant instant) {
    return LocalTime.ofInstant(instant, ZoneOffset.UTC).toString();
  }
}
