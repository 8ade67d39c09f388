package io.dabba.dispatch;

import io.dabba.dispatch.RideState.Offered;
import io.dabba.dispatch.RideState.Pending;
import io.dabba.dispatch.RideState.Proposed;
import io.dabba.dispatch.eta.TravelTimes;
import io.dabba.dispatch.matching.Assignment;
import io.dabba.dispatch.matching.Candidate;
import io.dabba.dispatch.matching.Matcher;
import io.dabba.dispatch.matching.RideCandidates;
import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.offer.OfferOutcome;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.ride.Ride;
import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.Availability;
import io.dabba.geo.CityId;
import io.dabba.geo.NearbyQuery;
import io.dabba.geo.NearbyRider;
import io.dabba.geo.RiderId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds riders for the rides of one city. A functional core: it reads no clock, random source,
 * network, logger or database; commands, the candidates seen and the time go in, effects come out,
 * and the same inputs give the same effects.
 *
 * <p>It never decides what was answered: that is the store's, and arrives as commands. What it
 * holds is a copy of stored state; when a step could not be stored, drop the dispatcher and make a
 * new one of what the store has.
 *
 * <p>Not thread-safe. A step costs O(open searches + commands), and one candidate query per due
 * ride of the window.
 */
public final class CityDispatcher {
  private static final Comparator<RideSearch> LONGEST_DUE =
      Comparator.comparing(RideSearch::dueAt).thenComparing(search -> search.id().value());

  private final CityId city;
  private final DispatchPolicy policy;
  private final Matcher matcher;
  private final TravelTimes travelTimes;
  private final Instant warmAt;
  private final Map<RideId, RideSearch> searches = new LinkedHashMap<>();
  private List<Effect> effects = new ArrayList<>();

  /**
   * Goes on with stored searches.
   *
   * @param recovered the searches as stored
   * @param warmAt until then riders may not have been heard of yet: rounds that find nobody do not
   *     count
   */
  public CityDispatcher(
      CityId city,
      DispatchPolicy policy,
      Matcher matcher,
      TravelTimes travelTimes,
      List<RideSearch> recovered,
      Instant warmAt) {
    this.city = city;
    this.policy = policy;
    this.matcher = matcher;
    this.travelTimes = travelTimes;
    this.warmAt = warmAt;
    recovered.forEach(this::put);
  }

  /** Takes in the commands, then closes what is over, then matches what is due. */
  public Step handle(List<Command> commands, CandidateSource riders, Instant now) {
    effects = new ArrayList<>();
    commands.forEach(command -> apply(command, now));
    expireOffers(now);
    giveUp(now);
    match(riders, now);
    return new Step(now, effects);
  }

  /** When the next step has something to do without a new command; empty if never. */
  public Optional<Instant> nextWake() {
    return searches.values().stream()
        .map(search ->
            switch (search.state()) {
              case Pending pending -> search.nextRoundAt();
              case Proposed proposed -> search.nextRoundAt();
              case Offered offered -> offered.offer().expiresAt();
            })
        .min(Comparator.naturalOrder());
  }

  /** How many rides have no rider yet. */
  public int openSearches() {
    return searches.size();
  }

  private void apply(Command command, Instant now) {
    switch (command) {
      case Command.OrderConfirmed c -> confirm(c, now);
      case Command.OrderReady c -> ready(c.orderId(), now);
      case Command.OrderCancelled c ->
          searchOf(c.orderId())
              .filter(search -> search.ride().orders().size() == 1)
              .ifPresent(search -> searches.remove(search.id()));
      case Command.OfferOpened c -> opened(c.offer());
      case Command.OfferRefused c -> refused(c, now);
      case Command.OfferAccepted c -> accepted(c.rideId(), c.riderId(), c.token());
      case Command.OfferDeclined c -> closed(c.rideId(), c.riderId(), c.token(), now);
      case Command.OfferExpired c -> closed(c.rideId(), c.riderId(), c.token(), now);
      case Command.OfferWithdrawn c -> closed(c.rideId(), c.riderId(), c.token(), now);
      case Command.RideReleased c -> released(c, now);
      case Command.RideEnded c -> searches.remove(c.rideId());
      case Command.ShiftChanged c -> {}
    }
  }

  private void confirm(Command.OrderConfirmed command, Instant now) {
    if (searchOf(command.order().id()).isPresent()) {
      return;
    }
    Ride ride = new Ride(command.rideId(), city, command.pickup(), List.of(command.order()));
    Instant due = command.order().readyAt().minus(policy.pickupLead());
    RideSearch search = RideSearch.begin(ride, due.isAfter(now) ? due : now, policy.giveUpAfter());
    put(search);
    effects.add(new Effect.CreateRide(search));
  }

  private void ready(OrderId order, Instant now) {
    searchOf(order)
        .filter(search -> search.dueAt().isAfter(now))
        .map(search -> search.dueNow(now))
        .ifPresent(this::save);
  }

  /** Also one that was not proposed here: the store knows. One that is closed already is late. */
  private void opened(Offer offer) {
    RideSearch search = searches.get(offer.rideId());
    if (search == null || search.declinedBy().contains(offer.riderId())) {
      return;
    }
    boolean late =
        search.state() instanceof Offered current
            && !offer.openedAt().isAfter(current.offer().openedAt());
    if (!late) {
      put(search.in(new Offered(offer)));
    }
  }

  private void refused(Command.OfferRefused command, Instant now) {
    RideSearch search = searches.get(command.rideId());
    if (search == null || !search.state().equals(new Proposed(command.riderId()))) {
      return;
    }
    if (command.reason() == OfferOutcome.Reason.RIDE_NOT_PENDING) {
      searches.remove(command.rideId());
    } else {
      put(search.pendingUntil(now.plus(policy.refusalPause())));
    }
  }

  private void accepted(RideId ride, RiderId rider, FencingToken token) {
    heldOut(ride, rider, token).ifPresent(search -> searches.remove(search.id()));
  }

  private void closed(RideId ride, RiderId rider, FencingToken token, Instant now) {
    heldOut(ride, rider, token).ifPresent(s -> put(s.declinedBy(rider).pendingUntil(now)));
  }

  /** The search of a ride that is held out by this offer. Tokens of two riders may be equal. */
  private Optional<RideSearch> heldOut(RideId ride, RiderId rider, FencingToken token) {
    return heldOutTo(ride, rider)
        .filter(s -> s.state() instanceof Offered(Offer offer) && offer.token().equals(token));
  }

  private Optional<RideSearch> heldOutTo(RideId ride, RiderId rider) {
    return Optional.ofNullable(searches.get(ride))
        .filter(s -> s.state() instanceof Offered(Offer offer) && offer.riderId().equals(rider));
  }

  /** One that is held out to this very rider was taken by him before, and that was not heard. */
  private void released(Command.RideReleased command, Instant now) {
    RideId ride = command.ride().id();
    Optional<RideSearch> anew =
        searches.containsKey(ride)
            ? heldOutTo(ride, command.riderId())
                .map(search -> search.restartedAt(now, policy.giveUpAfter()))
            : Optional.of(RideSearch.begin(command.ride(), now, policy.giveUpAfter()));
    anew.map(search -> search.declinedByAll(command.declinedBy())).ifPresent(this::save);
  }

  private void expireOffers(Instant now) {
    for (RideSearch search : searches.values()) {
      if (search.state() instanceof Offered offered && !offered.offer().expiresAt().isAfter(now)) {
        effects.add(new Effect.ExpireOffer(offered.offer()));
      }
    }
  }

  private void giveUp(Instant now) {
    if (now.isBefore(warmAt)) {
      return;
    }
    List<RideSearch> hopeless =
        searches.values().stream()
            .filter(search -> search.isDue(now))
            .filter(s -> s.rounds() >= policy.maxRounds() || !s.giveUpAt().isAfter(now))
            .toList();
    for (RideSearch search : hopeless) {
      searches.remove(search.id());
      effects.add(new Effect.FailRide(search.id(), Effect.FailureReason.NO_RIDER));
    }
  }

  private void match(CandidateSource riders, Instant now) {
    List<RideSearch> window =
        searches.values().stream()
            .filter(search -> search.isDue(now))
            .sorted(LONGEST_DUE)
            .limit(policy.windowSize())
            .toList();
    if (window.isEmpty()) {
      return;
    }
    List<RideCandidates> candidates =
        window.stream().map(search -> candidatesOf(search, riders, now)).toList();
    Map<RideId, RiderId> chosen =
        matcher.match(candidates).stream()
            .collect(Collectors.toMap(Assignment::rideId, Assignment::riderId));
    for (RideSearch search : window) {
      RiderId rider = chosen.get(search.id());
      if (rider == null) {
        boolean counts = !now.isBefore(warmAt);
        save(search.missed(now.plus(policy.roundInterval()), counts));
      } else {
        put(search.in(new Proposed(rider)));
        effects.add(new Effect.OpenOffer(search.id(), rider, now.plus(policy.offerTtl())));
      }
    }
  }

  private RideCandidates candidatesOf(RideSearch search, CandidateSource riders, Instant now) {
    NearbyQuery query =
        NearbyQuery.around(search.ride().pickup(), policy.radiusOf(search.rounds()))
            .withLimit(policy.candidates())
            .withSeenSince(now.minus(policy.maxPositionAge()))
            .withAvailabilities(Availability.AVAILABLE)
            .withRiders(rider -> !search.declinedBy().contains(rider));
    List<Candidate> candidates =
        riders.nearest(query).stream().map(r -> candidate(search, r)).toList();
    return new RideCandidates(search.id(), candidates);
  }

  private Candidate candidate(RideSearch search, NearbyRider rider) {
    Duration eta = travelTimes.between(rider.point(), search.ride().pickup(), rider.vehicle());
    return new Candidate(rider.rider(), eta, eta.toMillis());
  }

  private Optional<RideSearch> searchOf(OrderId order) {
    return searches.values().stream().filter(search -> search.ride().carries(order)).findFirst();
  }

  private void put(RideSearch search) {
    searches.put(search.id(), search);
  }

  private void save(RideSearch search) {
    put(search);
    effects.add(new Effect.SaveSearch(search));
  }
}
