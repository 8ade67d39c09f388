package io.dabba.dispatch.runtime;

import io.dabba.dispatch.CandidateSource;
import io.dabba.dispatch.CityDispatcher;
import io.dabba.dispatch.Command;
import io.dabba.dispatch.Effect;
import io.dabba.dispatch.Load;
import io.dabba.dispatch.RideSearch;
import io.dabba.dispatch.RideState.Offered;
import io.dabba.dispatch.Step;
import io.dabba.dispatch.rider.AcceptanceRate;
import io.dabba.dispatch.rider.RiderProfile;
import io.dabba.geo.Availability;
import io.dabba.geo.NearbyQuery;
import io.dabba.geo.NearbyRider;
import io.dabba.geo.RiderId;
import io.dabba.geo.RiderPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One ownership of a city: has every step of its {@link CityDispatcher} stored before anybody is
 * told, and keeps the copy of the riders' availability what the store says. Without a thread of its
 * own: a {@link Dispatcher} drives it, or a simulation. Not thread-safe; when a method throws, the
 * session is over and the city is to be taken over again.
 */
public final class CitySession {
  private static final Logger LOG = LoggerFactory.getLogger(CitySession.class);

  /** How old, in domain time, what is known of riders may be of whom no fact tells. */
  private static final Duration REFRESH_INTERVAL = Duration.ofMinutes(10);

  private static final RiderProfile UNKNOWN =
      new RiderProfile(Availability.OFFLINE, AcceptanceRate.initial());

  private final DispatchSetup setup;
  private final Epoch epoch;
  private final CityDispatcher core;
  private final Map<RiderId, RiderProfile> profiles;
  private final CandidateSource candidates = new Candidates();
  private final IterationBudget budget;
  private Instant refreshNextAt = Instant.MIN;
  private Load load = Load.NONE;
  private long steps;
  private long degradedSteps;
  private long decisions;
  private long offers;
  private Duration lastStep = Duration.ZERO;

  private CitySession(
      DispatchSetup setup, RecoveredCity recovered, List<RideSearch> searches, Instant warmAt) {
    this.setup = setup;
    this.epoch = recovered.epoch();
    this.budget = new IterationBudget(setup.planTime());
    this.profiles = new HashMap<>(recovered.profiles());
    this.core =
        new CityDispatcher(setup.city(), setup.strategy(), searches, recovered.underWay(), warmAt);
  }

  /**
   * Takes the city over and goes on where its dispatch stood. The time since then, and until the
   * riders are heard of, does not count against any search.
   *
   * @param warmAt when every rider who is on shift has been heard of by this process
   * @throws CityTakenException while the lease of another owner runs
   */
  public static CitySession takeOver(DispatchSetup setup, Instant warmAt) {
    RecoveredCity recovered = setup.store().takeOver(setup.city());
    Instant now = setup.clock().instant();
    Instant counted = recovered.countedUntil().orElse(now);
    Instant coldUntil = warmAt.isAfter(counted) ? warmAt : counted;
    Instant countedUntil = coldUntil.isAfter(now) ? coldUntil : now;
    List<RideSearch> searches =
        recovered.searches().stream().map(search -> search.paused(counted, countedUntil)).toList();
    CitySession session = new CitySession(setup, recovered, searches, coldUntil);
    session.refreshAll(now);
    List<Command> commands = new ArrayList<>(recovered.unheard());
    commands.addAll(session.storePause(searches, now, countedUntil));
    session.tellOpenOffers(searches);
    session.step(commands);
    return session;
  }

  /** The epoch under which the city is owned. */
  public Epoch epoch() {
    return epoch;
  }

  /** When the next step has something to do without a new command; empty if never. */
  public Optional<Instant> nextWake() {
    return core.nextWake();
  }

  /** Handles commands, and the store's answers to what follows, until there are none. */
  public void step(List<Command> commands) {
    long start = System.nanoTime();
    load = Load.NONE;
    Instant now = setup.clock().instant();
    if (!now.isBefore(refreshNextAt)) {
      refreshAll(now);
    }
    List<Command> next = commands;
    do {
      refresh(ridersOf(next));
      long begun = System.nanoTime();
      Step step = core.handle(next, candidates, setup.clock().instant(), budget.next());
      budget.measured(core.iterations(), System.nanoTime() - begun);
      count(step);
      if (step.effects().isEmpty()) {
        break;
      }
      next = setup.store().commit(setup.city(), epoch, step);
      tell(next);
    } while (!next.isEmpty());
    lastStep = Duration.ofNanos(System.nanoTime() - start);
  }

  /**
   * Keeps the city.
   *
   * @throws NotOwnerException if another owner has taken it over
   */
  public void renew() {
    setup.store().renew(setup.city(), epoch, core.countedUntil(setup.clock().instant()));
  }

  /** Gives the city up, so that the next owner need not wait. */
  public void release() {
    setup.store().release(setup.city(), epoch);
  }

  /** What was done, and how it stands. */
  public DispatchStats stats() {
    return new DispatchStats(
        epoch,
        core.openSearches(),
        load.due(),
        load.degraded(),
        steps,
        degradedSteps,
        decisions,
        offers,
        lastStep);
  }

  /** Stored at once, or the pause would be forgotten by the next owner. */
  private List<Command> storePause(List<RideSearch> searches, Instant now, Instant countedUntil) {
    if (searches.isEmpty()) {
      return List.of();
    }
    List<Effect> effects = searches.stream().<Effect>map(Effect.SaveSearch::new).toList();
    Step step = new Step(now, countedUntil, effects, List.of(), Load.NONE);
    return setup.store().commit(setup.city(), epoch, step);
  }

  private void tellOpenOffers(List<RideSearch> searches) {
    for (RideSearch search : searches) {
      if (search.state() instanceof Offered offered) {
        tell(() -> setup.listener().offerOpened(offered.offer()));
      }
    }
  }

  private void tell(List<Command> answers) {
    for (Command answer : answers) {
      switch (answer) {
        case Command.OfferOpened c -> tell(() -> setup.listener().offerOpened(c.offer()));
        case Command.OfferExpired c ->
            tell(() -> setup.listener().offerClosed(c.rideId(), c.riderId(), c.token()));
        case Command.OfferWithdrawn c ->
            tell(() -> setup.listener().offerClosed(c.rideId(), c.riderId(), c.token()));
        case Command.RideFailed c ->
            tell(() -> setup.listener().rideFailed(c.rideId(), c.reason()));
        default -> {}
      }
    }
  }

  /** What is stored is stored, whatever the listener makes of it. */
  private void tell(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      LOG.warn("the listener of city {} failed", setup.city(), e);
    }
  }

  /**
   * The availability is a copy; the owner alone writes it for offers, so an older answer never
   * overtakes a newer.
   */
  private void refresh(Set<RiderId> riders) {
    if (riders.isEmpty()) {
      return;
    }
    setup
        .store()
        .riders(riders)
        .forEach((rider, profile) -> {
          setup.riders().availability(rider, profile.availability());
          this.profiles.put(rider, profile);
        });
  }

  private static Set<RiderId> ridersOf(List<Command> commands) {
    return commands.stream().flatMap(c -> c.rider().stream()).collect(Collectors.toSet());
  }

  /**
   * What riders are owed grows without a word; and some would never be asked again if the word that
   * freed them was lost in a failure.
   */
  private void refreshAll(Instant now) {
    refresh(setup.riders().enrolled(EnumSet.allOf(Availability.class)));
    refreshNextAt = now.plus(REFRESH_INTERVAL);
  }

  private void count(Step step) {
    load = step.load().due() > load.due() ? step.load() : load;
    steps++;
    degradedSteps += step.load().degraded() ? 1 : 0;
    decisions += step.decisions().size();
    offers += step.decisions().stream().filter(d -> d.chosen().isPresent()).count();
  }

  private final class Candidates implements CandidateSource {
    @Override
    public List<NearbyRider> nearest(NearbyQuery query, Instant now) {
      return setup.riders().nearest(query, now);
    }

    @Override
    public Optional<RiderPosition> find(RiderId rider) {
      return setup.riders().find(rider);
    }

    @Override
    public RiderProfile profile(RiderId rider) {
      return profiles.getOrDefault(rider, UNKNOWN);
    }
  }
}
