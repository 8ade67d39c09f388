package io.dabba.dispatch;

import io.dabba.dispatch.RideState.Offered;
import io.dabba.dispatch.RideState.Pending;
import io.dabba.dispatch.RideState.Proposed;
import io.dabba.dispatch.matching.Assignment;
import io.dabba.dispatch.matching.RiderOutlook;
import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.offer.OfferOutcome;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.ride.Ride;
import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.Availability;
import io.dabba.geo.CityId;
import io.dabba.geo.RiderId;
import io.dabba.geo.RiderPosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

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
 * ride of the window; two where nobody is left who has not refused.
 */
public final class CityDispatcher {
  private static final Comparator<RideSearch> LONGEST_DUE =
      Comparator.comparing(RideSearch::dueAt).thenComparing(search -> search.id().value());

  private final CityId city;
  private final Strategy strategy;
  private final DispatchPolicy policy;
  private final Searches searches = new Searches();
  private Instant warmAt;
  private List<Effect> effects = new ArrayList<>();

  private final Bundles bundles = new Bundles(searches);

  private final Engagements engagements;

  /** The earliest instant of the next plan of a matcher that looks ahead. */
  private Instant nextPlanAt = Instant.MIN;

  /** Whether riders have become free who no plan has seen. */
  private boolean planIsOld;

  private int iterations;

  /**
   * Goes on with stored searches.
   *
   * @param recovered the searches as stored
   * @param warmAt until then riders may not have been heard of yet: rounds that find nobody do not
   *     count, and no search ends
   */
  public CityDispatcher(
      CityId city, Strategy strategy, List<RideSearch> recovered, Instant warmAt) {
    this(city, strategy, recovered, List.of(), warmAt);
  }

  /**
   * Goes on with stored searches, knowing which riders are busy.
   *
   * @param recovered the searches as stored
   * @param underWay the rides that have their rider
   * @param warmAt until then riders may not have been heard of yet: rounds that find nobody do not
   *     count, and no search ends
   */
  public CityDispatcher(
      CityId city,
      Strategy strategy,
      List<RideSearch> recovered,
      List<RideUnderWay> underWay,
      Instant warmAt) {
    this.city = city;
    this.strategy = strategy;
    this.policy = strategy.policy();
    this.warmAt = warmAt;
    this.engagements = new Engagements(strategy, underWay);
    recovered.forEach(searches::put);
  }

  /** The same with as much work for a plan as the policy allows. */
  public Step handle(List<Command> commands, CandidateSource riders, Instant now) {
    return handle(commands, riders, now, policy.iterations());
  }

  /**
   * Takes in the commands, then closes what is over, then matches what is due.
   *
   * @param mostIterations how much work may go into improving a plan, in trips tried; the policy's
   *     limit holds beside it
   */
  public Step handle(
      List<Command> commands, CandidateSource riders, Instant now, int mostIterations) {
    effects = new ArrayList<>();
    for (Command command : commands) {
      apply(command, riders, now);
    }
    expireOffers(now);
    withdrawFromSilent(riders, now);
    giveUp(now);
    List<RideSearch> due = searches(search -> search.isDue(now));
    boolean degraded = mustBeMatched(due, now).size() > policy.windowSize();
    List<RideSearch> window = window(due, degraded, freed(commands, riders, now), now);
    Round.Outcome outcome = round(window, degraded, riders, now, mostIterations);
    List<Decision> decisions =
        outcome.decisions().stream().filter(decision -> stands(decision, now)).toList();
    decisions.forEach(decision -> follow(decision, outcome.chosen(), now));
    outcome.waits().forEach((ride, until) -> await(ride, until, now));
    iterations = outcome.iterations();
    Load load = new Load(due.size(), window.size(), degraded);
    return new Step(now, countedUntil(now), effects, decisions, load);
  }

  /** How much work the matching of the last step was, in trips tried. */
  public int iterations() {
    return iterations;
  }

  /** Up to when the limits of searches have run; see {@link Step#countedUntil}. */
  public Instant countedUntil(Instant now) {
    return later(now, warmAt);
  }

  /** When the next step has something to do without a new command; empty if never. */
  public Optional<Instant> nextWake() {
    Optional<Instant> wake =
        searches.all().stream()
            .map(search ->
                switch (search.state()) {
                  case Pending pending ->
                      earlier(
                          later(search.nextRoundAt(), nextPlanAt),
                          later(search.giveUpAt(), warmAt));
                  case Proposed proposed -> search.nextRoundAt();
                  case Offered offered -> offered.offer().expiresAt();
                })
            .min(Comparator.naturalOrder());
    return planIsOld ? wake.map(at -> at.isBefore(nextPlanAt) ? at : nextPlanAt) : wake;
  }

  /** How many rides have no rider yet. */
  public int openSearches() {
    return searches.all().size();
  }

  private void apply(Command command, CandidateSource riders, Instant now) {
    switch (command) {
      case Command.OrderConfirmed c -> confirm(c, now);
      case Command.OrderReady c -> ready(c, now);
      case Command.OrderCancelled c -> cancelled(c.orderId(), now);
      case Command.OrderLeftOut c ->
          searches.find(c.rideId()).ifPresent(search -> without(search, c.orderId(), now));
      case Command.RideFailed c -> {}
      case Command.OfferOpened c -> opened(c.offer());
      case Command.OfferRefused c -> refused(c, now);
      case Command.OfferAccepted c -> accepted(c, riders, now);
      case Command.OfferDeclined c ->
          closed(c.rideId(), c.riderId(), new Refusal(c.token(), Refusal.Kind.DECLINED), now);
      case Command.OfferExpired c ->
          closed(c.rideId(), c.riderId(), new Refusal(c.token(), Refusal.Kind.UNANSWERED), now);
      case Command.OfferWithdrawn c ->
          closed(c.rideId(), c.riderId(), new Refusal(c.token(), Refusal.Kind.WITHDRAWN), now);
      case Command.RideReleased c -> released(c, now);
      case Command.RideEnded c -> ended(c, now);
      case Command.ShiftChanged c -> {}
      case Command.PositionsForgotten c -> forgotten(c.warmAt(), now);
    }
  }

  private void confirm(Command.OrderConfirmed command, Instant now) {
    if (command.orders().stream().anyMatch(order -> searches.find(order.id()).isPresent())) {
      return;
    }
    Ride ride = new Ride(command.rideId(), city, command.pickup(), command.orders());
    Instant due = later(now, dueAt(ride));
    RideSearch search =
        RideSearch.begin(ride, due, giveUpAt(ride, due)).plannedFrom(plannedFrom(due, now));
    searches.put(search);
    effects.add(new Effect.CreateRide(search));
  }

  private void ready(Command.OrderReady command, Instant now) {
    OrderId order = command.orderId();
    searches
        .find(order)
        .ifPresent(s -> changed(s, s.ride().withReady(order, command.readyAt()), now));
  }

  private void cancelled(OrderId order, Instant now) {
    searches.find(order).ifPresent(search -> without(search, order, now));
  }

  private void without(RideSearch search, OrderId order, Instant now) {
    search
        .ride()
        .without(order)
        .ifPresentOrElse(rest -> changed(search, rest, now), () -> searches.remove(search.id()));
  }

  /** What is left of a ride may be ready earlier than all of it. */
  private void changed(RideSearch search, Ride ride, Instant now) {
    searches.put(search.of(ride));
    Instant due = later(now, dueAt(ride));
    if (due.isBefore(search.dueAt())) {
      save(search.of(ride).begunAt(due, giveUpAt(ride, due)));
    }
    planIsOld |= looksAhead();
  }

  private boolean looksAhead() {
    return strategy.matcher().looksAhead();
  }

  private Instant plannedFrom(Instant due, Instant now) {
    return looksAhead() ? later(now, due.minus(policy.planAhead())) : due;
  }

  private Instant dueAt(Ride ride) {
    return ride.readyAt().minus(policy.pickupLead());
  }

  /**
   * When a search that begins then ends without a rider. A matcher that looks ahead may let a ride
   * wait until its food is ready, which does not count.
   */
  private Instant giveUpAt(Ride ride, Instant begin) {
    Instant from = looksAhead() ? later(begin, ride.readyAt()) : begin;
    return later(from, warmAt).plus(policy.giveUpAfter());
  }

  /** Also one that was not proposed here: the store knows. One that is closed already is late. */
  private void opened(Offer offer) {
    bundles.opened(offer);
    searches
        .find(offer.rideId())
        .filter(search -> !search.isPast(offer.riderId(), offer.token()))
        .filter(search -> !isHeldOutSince(search, offer.openedAt()))
        .ifPresent(search -> searches.put(search.in(new Offered(offer))));
  }

  private static boolean isHeldOutSince(RideSearch search, Instant openedAt) {
    return search.state() instanceof Offered(Offer current)
        && !openedAt.isAfter(current.openedAt());
  }

  private void refused(Command.OfferRefused command, Instant now) {
    Instant next = now.plus(policy.refusalPause());
    boolean bundled = bundles.apart(command.rideId(), next);
    Optional<RideSearch> proposed =
        searches
            .find(command.rideId())
            .filter(search -> search.state().equals(new Proposed(command.riderId())));
    if (!bundled && command.reason() == OfferOutcome.Reason.RIDE_NOT_PENDING) {
      proposed.ifPresent(search -> searches.remove(search.id()));
    } else {
      proposed.ifPresent(search -> searches.put(search.pendingUntil(next)));
    }
  }

  private void accepted(Command.OfferAccepted command, CandidateSource riders, Instant now) {
    heldOut(command.rideId(), command.riderId(), command.token())
        .ifPresent(search -> {
          searches.remove(search.id());
          engagements.begin(new RideUnderWay(search.ride(), command.riderId(), false), riders, now);
        });
  }

  private void ended(Command.RideEnded command, Instant now) {
    searches.remove(command.rideId());
    bundles.apart(command.rideId(), now);
    command.riderId().ifPresent(rider -> engagements.end(command.rideId(), rider));
  }

  private void closed(RideId ride, RiderId rider, Refusal refusal, Instant now) {
    heldOut(ride, rider, refusal.token())
        .ifPresent(search -> searches.put(search.refused(rider, refusal).pendingUntil(now)));
  }

  /** The search of a ride that is held out by this offer. Tokens of two riders may be equal. */
  private Optional<RideSearch> heldOut(RideId ride, RiderId rider, FencingToken token) {
    return heldOutTo(ride, rider)
        .filter(s -> s.state() instanceof Offered(Offer offer) && offer.token().equals(token));
  }

  private Optional<RideSearch> heldOutTo(RideId ride, RiderId rider) {
    return searches
        .find(ride)
        .filter(s -> s.state() instanceof Offered(Offer offer) && offer.riderId().equals(rider));
  }

  /** One that is held out to this very rider was taken by him before, and that was not heard. */
  private void released(Command.RideReleased command, Instant now) {
    RideId ride = command.ride().id();
    engagements.end(ride, command.riderId());
    if (searches.find(ride).isPresent() && heldOutTo(ride, command.riderId()).isEmpty()) {
      return;
    }
    save(
        RideSearch.begin(command.ride(), now, giveUpAt(command.ride(), now))
            .refusedAll(command.refusals()));
  }

  private void forgotten(Instant warmAgainAt, Instant now) {
    Instant from = countedUntil(now);
    warmAt = later(warmAt, warmAgainAt);
    for (RideSearch search : searches.snapshot()) {
      RideSearch paused = search.paused(from, warmAt);
      if (!paused.equals(search)) {
        save(paused);
      }
    }
  }

  private void expireOffers(Instant now) {
    for (RideSearch search : searches.all()) {
      if (search.state() instanceof Offered(Offer offer) && !offer.expiresAt().isAfter(now)) {
        effects.add(new Effect.ExpireOffer(offer));
      }
    }
  }

  /** An offer is lost on who has not been heard of for too long. */
  private void withdrawFromSilent(CandidateSource riders, Instant now) {
    if (now.isBefore(warmAt)) {
      return;
    }
    for (RideSearch search : searches.all()) {
      if (search.state() instanceof Offered(Offer offer)
          && offer.expiresAt().isAfter(now)
          && heardOf(offer.riderId(), riders, now).isEmpty()) {
        effects.add(new Effect.WithdrawOffer(offer));
      }
    }
  }

  private void giveUp(Instant now) {
    if (now.isBefore(warmAt)) {
      return;
    }
    for (RideSearch search : searches.snapshot()) {
      boolean roundsOver = search.isDue(now) && search.rounds() >= policy.maxRounds();
      boolean timeOver = search.state() instanceof Pending && !search.giveUpAt().isAfter(now);
      if (roundsOver || timeOver) {
        searches.remove(search.id());
        effects.add(
            new Effect.FailRide(
                search.id(),
                roundsOver ? Effect.FailureReason.ROUNDS_OVER : Effect.FailureReason.TIME_OVER));
      }
    }
  }

  /** Those that are due longest first. */
  private List<RideSearch> searches(Predicate<RideSearch> which) {
    return searches.all().stream().filter(which).sorted(LONGEST_DUE).toList();
  }

  /** The riders whom these facts have left free. */
  private List<RiderPosition> freed(List<Command> commands, CandidateSource riders, Instant now) {
    return commands.stream()
        .filter(Command::freesRider)
        .flatMap(command -> command.rider().stream())
        .distinct()
        .flatMap(rider -> heardOf(rider, riders, now).stream())
        .filter(rider -> rider.availability() == Availability.AVAILABLE)
        .toList();
  }

  private Optional<RiderPosition> heardOf(RiderId rider, CandidateSource riders, Instant now) {
    Instant since = now.minus(policy.maxPositionAge());
    return riders.find(rider).filter(position -> !position.at().isBefore(since));
  }

  /** The rides to be matched now. */
  private List<RideSearch> window(
      List<RideSearch> due, boolean degraded, List<RiderPosition> freed, Instant now) {
    if (!looksAhead()) {
      return degraded ? mostUrgent(due) : filledUp(due, freed, now);
    }
    planIsOld |= !freed.isEmpty();
    if (now.isBefore(nextPlanAt) || (due.isEmpty() && !planIsOld)) {
      return List.of();
    }
    nextPlanAt = now.plus(policy.planInterval());
    planIsOld = false;
    return degraded ? mostUrgent(mustBeMatched(due, now)) : allPlanned(due, now);
  }

  /** Of the rides that are to be looked at those whose search has begun. */
  private List<RideSearch> mustBeMatched(List<RideSearch> due, Instant now) {
    return looksAhead()
        ? due.stream().filter(search -> !search.dueAt().isAfter(now)).toList()
        : due;
  }

  private List<RideSearch> mostUrgent(List<RideSearch> due) {
    return due.subList(0, Math.min(due.size(), policy.overloadWindowSize()));
  }

  /** Beside those that are due the others that are known, the next one to be looked at first. */
  private List<RideSearch> allPlanned(List<RideSearch> due, Instant now) {
    Instant latest = now.plus(policy.planAhead());
    List<RideSearch> others =
        searches(search ->
            search.state() instanceof Pending
                && !search.isDue(now)
                && !search.dueAt().isAfter(latest));
    return Stream.concat(
            due.stream(),
            others.stream()
                .sorted(Comparator.comparing(RideSearch::nextRoundAt).thenComparing(LONGEST_DUE)))
        .limit(policy.windowSize())
        .sorted(LONGEST_DUE)
        .toList();
  }

  private Round.Outcome round(
      List<RideSearch> window,
      boolean degraded,
      CandidateSource riders,
      Instant now,
      int mostIterations) {
    List<RiderOutlook> busy =
        looksAhead() && !window.isEmpty() ? engagements.soonFree(riders, now) : List.of();
    return new Round(strategy, riders, now, degraded)
        .decide(window, busy, Math.min(mostIterations, policy.iterations()));
  }

  /** A rider who has just become free need not wait for the next round of a ride near him. */
  private List<RideSearch> filledUp(List<RideSearch> due, List<RiderPosition> freed, Instant now) {
    List<RideSearch> waiting =
        freed.isEmpty()
            ? List.of()
            : searches(search ->
                search.isBetweenRounds(now) && freed.stream().anyMatch(r -> isInReach(search, r)));
    return Stream.concat(due.stream(), waiting.stream().limit(policy.windowSize() - due.size()))
        .sorted(LONGEST_DUE)
        .toList();
  }

  private boolean isInReach(RideSearch search, RiderPosition rider) {
    return search.mayAsk(rider.rider(), AskAgain.NEVER)
        && search.ride().pickup().distanceMeters(rider.point()) <= policy.radiusOf(search.rounds());
  }

  /**
   * A round held out of turn, for a rider who went to another ride, is as if it had not been; nor
   * is one that found nobody before it had to.
   */
  private boolean stands(Decision decision, Instant now) {
    Optional<RideSearch> search = searches.find(decision.rideId());
    boolean early = search.filter(s -> s.dueAt().isAfter(now)).isPresent();
    if (early && decision.chosen().isEmpty()) {
      await(decision.rideId(), now.plus(policy.roundInterval()), now);
      return false;
    }
    return decision.chosen().isPresent() || search.filter(s -> s.isDue(now)).isPresent();
  }

  /** A round that could not look as far as it should, or at everybody, does not count. */
  private void follow(Decision decision, Map<RideId, Assignment> chosen, Instant now) {
    RideSearch search = searches.find(decision.rideId()).orElseThrow();
    Assignment assignment = chosen.get(decision.rideId());
    if (assignment != null) {
      propose(search, assignment, now);
    } else {
      boolean counts =
          !now.isBefore(warmAt) && !now.isBefore(search.dueAt()) && !decision.degraded();
      save(search.missed(now.plus(policy.roundInterval()), counts));
    }
  }

  private void propose(RideSearch search, Assignment assignment, Instant now) {
    RiderId rider = assignment.riderId();
    searches.put(search.in(new Proposed(rider)));
    bundles.propose(search, assignment, now);
    effects.add(
        new Effect.OpenOffer(
            search.id(),
            rider,
            now.plus(policy.offerTtl()),
            assignment.joined(),
            assignment.stops()));
  }

  /**
   * Not stored: whoever takes the city over plans anew. Riders appear without a word, so it is
   * never long until the next look.
   */
  private void await(RideId ride, Instant until, Instant now) {
    Instant latest = now.plus(policy.roundInterval());
    Instant next = until.isAfter(latest) ? latest : later(until, now);
    searches
        .find(ride)
        .filter(search -> search.state() instanceof Pending)
        .ifPresent(search -> searches.put(search.pendingUntil(next)));
  }

  private void save(RideSearch search) {
    searches.put(search);
    effects.add(new Effect.SaveSearch(search));
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
