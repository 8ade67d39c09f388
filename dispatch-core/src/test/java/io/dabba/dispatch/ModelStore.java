package io.dabba.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.dispatch.RideState.Offered;
import io.dabba.dispatch.RideState.Pending;
import io.dabba.dispatch.lifecycle.Transition;
import io.dabba.dispatch.offer.AcceptOutcome;
import io.dabba.dispatch.offer.DeclineOutcome;
import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.offer.InMemoryOfferBook;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.offer.OfferOutcome;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideLifecycle;
import io.dabba.dispatch.ride.RideStatus;
import io.dabba.dispatch.runtime.DispatchStore;
import io.dabba.dispatch.runtime.RecoveredCity;
import io.dabba.geo.Availability;
import io.dabba.geo.CityId;
import io.dabba.geo.RiderId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A store that keeps rides as a database would, so that a city can be loaded again. It fails the
 * test where a ride would leave its table, or a rider would be asked twice for one ride.
 */
public final class ModelStore implements DispatchStore {
  private record Row(RideSearch search, RideStatus status, Optional<RiderId> rider) {}

  private final InstantSource clock;
  private final InMemoryOfferBook book = new InMemoryOfferBook();
  private final Map<RideId, Row> rows = new LinkedHashMap<>();
  private final Map<OrderId, Command.OrderConfirmed> withoutRide = new LinkedHashMap<>();
  private final Map<FencingToken, Command> answers = new HashMap<>();
  private final Map<RideId, Set<RiderId>> asked = new HashMap<>();
  private final Set<Transition<RideStatus>> visited = new HashSet<>();
  private Optional<Instant> lastStepAt = Optional.empty();

  public ModelStore(InstantSource clock) {
    this.clock = clock;
  }

  /** The riders' side of it. */
  InMemoryOfferBook book() {
    return book;
  }

  /** The transitions that rides have made. */
  Set<Transition<RideStatus>> visited() {
    return visited;
  }

  public synchronized Command confirm(Command.OrderConfirmed order) {
    withoutRide.put(order.order().id(), order);
    return order;
  }

  public synchronized Command cancel(OrderId order) {
    withoutRide.remove(order);
    for (Row row : List.copyOf(rows.values())) {
      if (row.search().ride().carries(order) && !RideLifecycle.TABLE.isFinal(row.status())) {
        book.withdraw(row.search().id(), clock.instant());
        row.rider().ifPresent(rider -> book.end(row.search().id(), rider, clock.instant()));
        move(row, RideStatus.CANCELLED, pending(row));
      }
    }
    return new Command.OrderCancelled(order);
  }

  /** The rider takes the ride that is held out to him. */
  public synchronized Command accept(RideId ride) {
    Offer offer = openOffer(ride);
    assertThat(book.accept(ride, offer.riderId(), offer.token(), clock.instant()))
        .isEqualTo(new AcceptOutcome.Accepted(offer));
    Row row = row(ride);
    checked(row, RideStatus.ACCEPTED);
    rows.put(ride, new Row(pending(row), RideStatus.ACCEPTED, Optional.of(offer.riderId())));
    return answered(offer, new Command.OfferAccepted(ride, offer.riderId(), offer.token()));
  }

  /** The rider does not want the ride that is held out to him. */
  public synchronized Command decline(RideId ride) {
    Offer offer = openOffer(ride);
    assertThat(book.decline(ride, offer.riderId(), offer.token(), clock.instant()))
        .isEqualTo(new DeclineOutcome.Declined(offer));
    reopen(offer);
    return answered(offer, new Command.OfferDeclined(ride, offer.riderId(), offer.token()));
  }

  /** The rider goes off shift with an open offer. */
  public synchronized Command withdraw(RideId ride) {
    Offer offer = book.withdraw(ride, clock.instant()).orElseThrow();
    reopen(offer);
    return answered(offer, new Command.OfferWithdrawn(ride, offer.riderId(), offer.token()));
  }

  /** The rider who took the ride drops out. */
  public synchronized Command release(RideId ride) {
    Row row = row(ride);
    RiderId rider = row.rider().orElseThrow();
    assertThat(book.release(ride, rider, clock.instant())).isTrue();
    RideSearch search = row.search().declinedBy(rider);
    move(row, RideStatus.PENDING, search);
    return new Command.RideReleased(search.ride(), rider, search.declinedBy());
  }

  public synchronized void pickUp(RideId ride) {
    Row row = row(ride);
    checked(row, RideStatus.PICKED_UP);
    rows.put(ride, new Row(row.search(), RideStatus.PICKED_UP, row.rider()));
  }

  public synchronized Command complete(RideId ride) {
    Row row = row(ride);
    assertThat(book.end(ride, row.rider().orElseThrow(), clock.instant())).isTrue();
    move(row, RideStatus.COMPLETED, row.search());
    return new Command.RideEnded(ride, row.rider());
  }

  /** The rides of a status. */
  public synchronized List<RideId> ridesIn(RideStatus status) {
    return rows.values().stream()
        .filter(row -> row.status() == status)
        .map(row -> row.search().id())
        .toList();
  }

  /** The order that the ride carries. */
  public synchronized OrderId orderOf(RideId ride) {
    return row(ride).search().ride().orders().getFirst().id();
  }

  /** The offer by which the ride is held out. */
  public synchronized Offer openOffer(RideId ride) {
    return ((Offered) row(ride).search().state()).offer();
  }

  @Override
  public synchronized RecoveredCity load(CityId city) {
    List<RideSearch> searches =
        rows.values().stream().filter(ModelStore::searches).map(Row::search).toList();
    return new RecoveredCity(searches, List.copyOf(withoutRide.values()), lastStepAt);
  }

  @Override
  public synchronized List<Command> commit(CityId city, Step step) {
    lastStepAt = Optional.of(step.at());
    List<Command> commands = new ArrayList<>();
    step.effects().forEach(effect -> carryOut(effect, step.at()).ifPresent(commands::add));
    return commands;
  }

  @Override
  public synchronized Map<RiderId, Availability> availability(Set<RiderId> riders) {
    Map<RiderId, Availability> availabilities = new HashMap<>();
    riders.forEach(r -> availabilities.put(r, book.availability(r, clock.instant())));
    return availabilities;
  }

  private Optional<Command> carryOut(Effect effect, Instant at) {
    return switch (effect) {
      case Effect.CreateRide e -> create(e.search());
      case Effect.SaveSearch e -> save(e.search());
      case Effect.OpenOffer e -> Optional.of(open(e, at));
      case Effect.ExpireOffer e -> Optional.of(expire(e.offer(), at));
      case Effect.FailRide e -> {
        Row row = row(e.rideId());
        move(row, RideStatus.FAILED, row.search());
        yield Optional.empty();
      }
    };
  }

  private Optional<Command> create(RideSearch search) {
    OrderId order = search.ride().orders().getFirst().id();
    if (withoutRide.remove(order) == null) {
      return Optional.of(new Command.RideEnded(search.id(), Optional.empty()));
    }
    assertThat(rows).doesNotContainKey(search.id());
    rows.put(search.id(), new Row(search, RideStatus.PENDING, Optional.empty()));
    return Optional.empty();
  }

  private Optional<Command> save(RideSearch search) {
    Row row = rows.get(search.id());
    if (row == null || !searches(row)) {
      return Optional.of(new Command.RideEnded(search.id(), Optional.empty()));
    }
    assertThat(search.state()).isInstanceOf(Pending.class);
    RideSearch kept =
        new RideSearch(
            search.ride(),
            row.search().state(),
            search.dueAt(),
            search.nextRoundAt(),
            search.giveUpAt(),
            search.rounds(),
            row.search().declinedBy());
    rows.put(search.id(), new Row(kept, row.status(), row.rider()));
    return Optional.empty();
  }

  private Command open(Effect.OpenOffer effect, Instant at) {
    Row row = rows.get(effect.rideId());
    if (row == null || row.status() != RideStatus.PENDING) {
      return new Command.OfferRefused(
          effect.rideId(), effect.riderId(), OfferOutcome.Reason.RIDE_NOT_PENDING);
    }
    OfferOutcome outcome = book.tryOffer(effect.rideId(), effect.riderId(), at, effect.expiresAt());
    return switch (outcome) {
      case OfferOutcome.Refused refused ->
          new Command.OfferRefused(effect.rideId(), effect.riderId(), refused.reason());
      case OfferOutcome.Opened opened -> {
        assertThat(
                asked.computeIfAbsent(effect.rideId(), r -> new HashSet<>()).add(effect.riderId()))
            .as("%s is asked once for %s", effect.riderId(), effect.rideId())
            .isTrue();
        move(row, RideStatus.OFFERED, row.search().in(new Offered(opened.offer())));
        yield new Command.OfferOpened(opened.offer());
      }
    };
  }

  private Command expire(Offer offer, Instant at) {
    if (book.expire(offer, at)) {
      reopen(offer);
      answered(offer, new Command.OfferExpired(offer.rideId(), offer.riderId(), offer.token()));
    }
    return answers.get(offer.token());
  }

  private Command answered(Offer offer, Command answer) {
    answers.put(offer.token(), answer);
    return answer;
  }

  private void reopen(Offer offer) {
    Row row = row(offer.rideId());
    move(row, RideStatus.PENDING, pending(row).declinedBy(offer.riderId()));
  }

  private RideSearch pending(Row row) {
    return row.search().state() instanceof Offered
        ? row.search().pendingUntil(clock.instant())
        : row.search();
  }

  private Row row(RideId ride) {
    Row row = rows.get(ride);
    assertThat(row).as("ride %s", ride).isNotNull();
    return row;
  }

  private void move(Row row, RideStatus to, RideSearch search) {
    checked(row, to);
    rows.put(search.id(), new Row(search, to, Optional.empty()));
  }

  private void checked(Row row, RideStatus to) {
    Optional<Transition<RideStatus>> transition = RideLifecycle.TABLE.find(row.status(), to);
    assertThat(transition).as("%s of %s to %s", row.status(), row.search().id(), to).isPresent();
    visited.add(transition.orElseThrow());
  }

  private static boolean searches(Row row) {
    return row.status() == RideStatus.PENDING || row.status() == RideStatus.OFFERED;
  }
}
