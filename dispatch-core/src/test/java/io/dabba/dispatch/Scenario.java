package io.dabba.dispatch;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.dispatch.Decision.Considered;
import io.dabba.dispatch.offer.AcceptOutcome;
import io.dabba.dispatch.offer.DeclineOutcome;
import io.dabba.dispatch.offer.InMemoryOfferBook;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.order.OrderStatus;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideOrder;
import io.dabba.dispatch.ride.RideStatus;
import io.dabba.dispatch.rider.AcceptanceRate;
import io.dabba.dispatch.rider.RiderProfile;
import io.dabba.dispatch.runtime.CitySession;
import io.dabba.dispatch.runtime.DispatchListener;
import io.dabba.dispatch.runtime.DispatchSetup;
import io.dabba.dispatch.runtime.Epoch;
import io.dabba.dispatch.runtime.ForwardingStore;
import io.dabba.dispatch.runtime.InMemoryDispatchStore;
import io.dabba.geo.Availability;
import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.NearbyQuery;
import io.dabba.geo.NearbyRider;
import io.dabba.geo.Ping;
import io.dabba.geo.RiderId;
import io.dabba.geo.RiderIndex;
import io.dabba.geo.RiderPosition;
import io.dabba.geo.Vehicle;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A city with one restaurant, told as text: riders stand so many metres north of it, an order and
 * its ride have one name, and what a step does comes back as lines. It begins at noon.
 */
final class Scenario {
  static final CityId CITY = new CityId("mumbai");
  static final GeoPoint RESTAURANT = new GeoPoint(19.0760, 72.8777);
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
  private static final double METERS_PER_DEGREE = 111_195;

  private final DispatchSetup setup;
  private final Map<RiderId, GeoPoint> riders = new LinkedHashMap<>();
  private final Map<RideId, Offer> offers = new HashMap<>();
  private final List<Command> told = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private Instant now = time("12:00");
  private CitySession session;

  final RiderIndex index = new RiderIndex(CITY, Duration.ofMinutes(2));
  final InMemoryOfferBook book = new InMemoryOfferBook();
  final InMemoryDispatchStore store = new InMemoryDispatchStore(() -> now, book);

  /**
   * @param policyChanges where the policy is not the standard one, each as {@code "field=value"}
   */
  Scenario(String... policyChanges) {
    this(Strategy.standard().withPolicy(Policies.standardBut(policyChanges)));
  }

  Scenario(Strategy strategy) {
    this(strategy, "12:00");
  }

  private Scenario(Strategy strategy, String warmAt) {
    store.tell(told::add);
    setup =
        DispatchSetup.of(index, new Recording(), () -> now)
            .withStrategy(strategy)
            .withListener(new Apps());
    session = CitySession.takeOver(setup, time(warmAt));
  }

  /** A city whose riders have not all been heard of until then. */
  static Scenario coldUntil(String warmAt, String... policyChanges) {
    return new Scenario(
        Strategy.standard().withPolicy(Policies.standardBut(policyChanges)), warmAt);
  }

  /** The instant of a time of the day. */
  static Instant time(String time) {
    return LocalTime.parse(time).atDate(DAY).toInstant(ZoneOffset.UTC);
  }

  static Command.OrderConfirmed order(String name, Instant readyAt) {
    return new Command.OrderConfirmed(new RideId(name), RESTAURANT, rideOrder(name, readyAt));
  }

  private static RideOrder rideOrder(String name, Instant readyAt) {
    return new RideOrder(new OrderId(name), metersNorth(2_000), time("11:50"), readyAt);
  }

  private static GeoPoint metersNorth(double meters) {
    return new GeoPoint(RESTAURANT.lat() + meters / METERS_PER_DEGREE, RESTAURANT.lng());
  }

  /** A rider who has been on shift for long. */
  void rider(String name, double metersAway) {
    rider(name, metersAway, Vehicle.MOTORCYCLE);
  }

  void rider(String name, double metersAway, Vehicle vehicle) {
    RiderId rider = new RiderId(name);
    index.enroll(rider, vehicle, Availability.AVAILABLE);
    riders.put(rider, metersNorth(metersAway));
    index.report(Ping.of(rider, metersNorth(metersAway), now));
  }

  /** A rider comes on shift, now. */
  void comes(String name, double metersAway) {
    rider(name, metersAway);
    index.availability(new RiderId(name), Availability.OFFLINE);
    store.shift(new RiderId(name), true);
  }

  /** A rider goes off shift, now. */
  void goes(String name) {
    store.shift(new RiderId(name), false);
  }

  /** The rider is not heard of any more. */
  void silent(String rider) {
    riders.remove(new RiderId(rider));
  }

  /** It is now that time, and every rider who is not silent reports where he is. */
  void at(String time) {
    now = time(time);
    riders.forEach((rider, point) -> index.report(Ping.of(rider, point, now)));
  }

  Instant now() {
    return now;
  }

  void confirmed(String order, String readyAt) {
    store.confirm(CITY, order(order, time(readyAt)));
  }

  /**
   * @param orders of one ride, each as {@code "biryani 12:12"}: its name and when its food is ready
   */
  void confirmedTogether(String ride, String... orders) {
    store.confirm(CITY, together(ride, orders));
  }

  static Command.OrderConfirmed together(String ride, String... orders) {
    List<RideOrder> all =
        Arrays.stream(orders)
            .map(order -> order.split(" ", 2))
            .map(nameAndTime -> rideOrder(nameAndTime[0], time(nameAndTime[1])))
            .toList();
    return new Command.OrderConfirmed(new RideId(ride), RESTAURANT, all);
  }

  void ready(String order) {
    assertThat(store.ready(new OrderId(order))).isTrue();
  }

  void cancelled(String order) {
    assertThat(store.cancel(new OrderId(order))).isTrue();
  }

  /** By whom the ride is held out to. */
  void accepts(String ride) {
    Offer offer = offer(ride);
    assertThat(store.accept(offer.rideId(), offer.riderId(), offer.token()))
        .isEqualTo(new AcceptOutcome.Accepted(offer));
  }

  /** By whom the ride is held out to. */
  void declines(String ride) {
    Offer offer = offer(ride);
    assertThat(store.decline(offer.rideId(), offer.riderId(), offer.token()))
        .isEqualTo(new DeclineOutcome.Declined(offer));
  }

  /** By whom the ride was held out to last, who had accepted it. */
  void releases(String ride) {
    assertThat(store.release(new RideId(ride), offer(ride).riderId())).isTrue();
  }

  /** By whom the ride was held out to last, who had accepted it. */
  void delivers(String ride) {
    assertThat(store.pickUp(new RideId(ride), offer(ride).riderId())).isTrue();
    assertThat(store.deliver(new RideId(ride), offer(ride).riderId())).isTrue();
  }

  /** The last offer of the ride that a rider was told of. */
  Offer offer(String ride) {
    return Optional.ofNullable(offers.get(new RideId(ride))).orElseThrow();
  }

  /** For the book the rider has something else to do; nobody else knows. */
  void busyElsewhere(String rider, String until) {
    book.tryOffer(new RideId("elsewhere"), new RiderId(rider), now, time(until));
  }

  void tell(Command command) {
    told.add(command);
  }

  /** What happens so is not told to the dispatcher. */
  void untold(Runnable what) {
    List<Command> before = List.copyOf(told);
    what.run();
    told.clear();
    told.addAll(before);
  }

  /** The process died with what it was told; another takes up what is stored, and does that. */
  List<String> restart() {
    return restartColdUntil(clock(now));
  }

  List<String> restartColdUntil(String warmAt) {
    told.clear();
    int before = steps.size();
    session = CitySession.takeOver(setup, time(warmAt));
    return linesSince(before);
  }

  /** What the dispatcher does about what it was told, and about the store's answers. */
  List<String> step() {
    List<Command> commands = List.copyOf(told);
    told.clear();
    int before = steps.size();
    session.step(commands);
    assertThat(openSearches())
        .as("searches of the dispatcher, beside the rides that the store says want a rider")
        .isEqualTo(ridesThatWantARider());
    return linesSince(before);
  }

  List<String> stepAt(String time) {
    at(time);
    return step();
  }

  /** When the dispatcher wants to be woken, or "never". */
  String nextWake() {
    return session.nextWake().map(Scenario::clock).orElse("never");
  }

  int openSearches() {
    return session.stats().openSearches();
  }

  /** All that was stored since noon. */
  List<Step> steps() {
    return steps;
  }

  /** How much the last step had to do that was stored. */
  Load load() {
    return steps.getLast().load();
  }

  /** How the rounds of a ride ended that the store has, the latest last. */
  List<String> explain(String ride) {
    return store.explain(new RideId(ride)).stream().map(Scenario::line).toList();
  }

  Optional<RideStatus> ride(String ride) {
    return store.ride(new RideId(ride));
  }

  Optional<OrderStatus> order(String order) {
    return store.order(new OrderId(order));
  }

  /** The riders as a dispatcher sees them, one as likely to accept as the other. */
  CandidateSource seen() {
    return new CandidateSource() {
      @Override
      public List<NearbyRider> nearest(NearbyQuery query, Instant now) {
        return index.nearest(query, now);
      }

      @Override
      public Optional<RiderPosition> find(RiderId rider) {
        return index.find(rider);
      }

      @Override
      public RiderProfile profile(RiderId rider) {
        return new RiderProfile(Availability.AVAILABLE, AcceptanceRate.initial());
      }
    };
  }

  private int ridesThatWantARider() {
    return (int)
        steps.stream()
            .flatMap(step -> step.effects().stream())
            .filter(Effect.CreateRide.class::isInstance)
            .map(created -> ((Effect.CreateRide) created).search().id())
            .distinct()
            .filter(ride ->
                store
                    .ride(ride)
                    .filter(s -> s == RideStatus.PENDING || s == RideStatus.OFFERED)
                    .isPresent())
            .count();
  }

  private List<String> linesSince(int before) {
    return steps.subList(before, steps.size()).stream()
        .flatMap(step -> step.effects().stream())
        .map(Scenario::line)
        .toList();
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
          "offer %s%s to %s until %s"
              .formatted(
                  e.rideId(),
                  e.joined().stream().map(ride -> " with " + ride).collect(joining()),
                  e.riderId(),
                  clock(e.expiresAt()));
      case Effect.ExpireOffer e ->
          "expire %s of %s".formatted(e.offer().rideId(), e.offer().riderId());
      case Effect.WithdrawOffer e ->
          "withdraw %s of %s".formatted(e.offer().rideId(), e.offer().riderId());
      case Effect.FailRide e -> "fail %s: %s".formatted(e.rideId(), e.reason());
    };
  }

  private static String line(Decision decision) {
    String considered =
        decision.considered().stream().map(Scenario::line).collect(joining(", ", ": ", ""));
    return "round %d within %.0f m".formatted(decision.round(), decision.radiusMeters())
        + (decision.degraded() ? ", degraded" : "")
        + (decision.askedAgain() ? ", asked again" : "")
        + (decision.notAsked().isEmpty() ? "" : ", not " + new TreeSet<>(decision.notAsked()))
        + (decision.considered().isEmpty() ? ": nobody" : considered);
  }

  private static String line(Considered considered) {
    return considered.candidate().riderId() + " " + considered.verdict();
  }

  private static String clock(Instant instant) {
    return LocalTime.ofInstant(instant, ZoneOffset.UTC).toString();
  }

  private final class Recording extends ForwardingStore {
    Recording() {
      super(store);
    }

    @Override
    public List<Command> commit(CityId city, Epoch epoch, Step step) {
      List<Command> answers = super.commit(city, epoch, step);
      steps.add(step);
      return answers;
    }
  }

  /** What the riders have been told. */
  private final class Apps implements DispatchListener {
    @Override
    public void offerOpened(Offer offer) {
      offers.put(offer.rideId(), offer);
    }
  }
}
