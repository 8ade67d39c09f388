package io.dabba.dispatch.testkit;

import io.dabba.dispatch.Command;
import io.dabba.dispatch.Effect;
import io.dabba.dispatch.RideSearch;
import io.dabba.dispatch.Step;
import io.dabba.dispatch.offer.AcceptOutcome;
import io.dabba.dispatch.offer.DeclineOutcome;
import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.offer.InMemoryOfferBook;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.offer.OfferBook;
import io.dabba.dispatch.offer.OfferOutcome;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.runtime.DispatchListener;
import io.dabba.dispatch.runtime.DispatchStore;
import io.dabba.dispatch.runtime.Epoch;
import io.dabba.dispatch.runtime.ForwardingStore;
import io.dabba.dispatch.runtime.RecoveredCity;
import io.dabba.geo.CityId;
import io.dabba.geo.RiderId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Mistakes one could make, to prove that a simulation would find them. */
enum PlantedBug {
  /** An answer counts for whatever the rider holds, by whichever token. */
  TOKEN_NOT_CHECKED,
  /** An answer counts until somebody has closed the offer, however late it is. */
  EXPIRY_NOT_CHECKED,
  /** Whoever takes the city over does not know who has declined what. */
  REFUSALS_FORGOTTEN,
  /** Whoever takes the city over knows of each ride that searches the first order only. */
  BUNDLES_FORGOTTEN,
  /** Riders are told of an offer, and then it is stored. */
  TOLD_BEFORE_STORED,
  /** An offer that was taken can be taken again. */
  NOT_CONSUMED;

  Simulation in(Simulation simulation) {
    return switch (this) {
      case TOKEN_NOT_CHECKED -> simulation.withBook(TokenBlindBook::new);
      case EXPIRY_NOT_CHECKED -> simulation.withBook(TimelessBook::new);
      case REFUSALS_FORGOTTEN -> simulation.withStore((store, app) -> new ForgetfulStore(store));
      case BUNDLES_FORGOTTEN -> simulation.withStore((store, app) -> new HalfBlindStore(store));
      case TOLD_BEFORE_STORED -> simulation.withStore(HastyStore::new);
      case NOT_CONSUMED -> simulation.withBook(UnconsumedBook::new);
    };
  }

  private static final class TokenBlindBook extends Book {
    @Override
    public AcceptOutcome accept(RideId ride, RiderId rider, FencingToken token, Instant now) {
      Offer offer = held.get(rider);
      boolean his = offer != null && offer.rideId().equals(ride);
      return super.accept(ride, rider, his ? offer.token() : token, now);
    }
  }

  private static final class TimelessBook extends Book {
    @Override
    public AcceptOutcome accept(RideId ride, RiderId rider, FencingToken token, Instant now) {
      Offer offer = held.get(rider);
      boolean late = offer != null && !now.isBefore(offer.expiresAt());
      return super.accept(ride, rider, token, late ? offer.expiresAt().minusMillis(1) : now);
    }
  }

  private static final class UnconsumedBook extends Book {
    @Override
    public AcceptOutcome accept(RideId ride, RiderId rider, FencingToken token, Instant now) {
      AcceptOutcome outcome = super.accept(ride, rider, token, now);
      return outcome instanceof AcceptOutcome.AlreadyAccepted(Offer offer)
          ? new AcceptOutcome.Accepted(offer)
          : outcome;
    }
  }

  private static final class ForgetfulStore extends ForwardingStore {
    ForgetfulStore(DispatchStore store) {
      super(store);
    }

    @Override
    public RecoveredCity takeOver(CityId city) {
      return withSearches(super.takeOver(city), ForgetfulStore::unrefused);
    }

    private static RideSearch unrefused(RideSearch search) {
      return new RideSearch(
          search.ride(),
          search.state(),
          search.dueAt(),
          search.nextRoundAt(),
          search.giveUpAt(),
          search.rounds(),
          Map.of());
    }
  }

  private static final class HalfBlindStore extends ForwardingStore {
    HalfBlindStore(DispatchStore store) {
      super(store);
    }

    @Override
    public RecoveredCity takeOver(CityId city) {
      return withSearches(super.takeOver(city), HalfBlindStore::withFirstOrder);
    }

    private static RideSearch withFirstOrder(RideSearch search) {
      return search.of(search.ride().with(List.of(search.ride().orders().getFirst())));
    }
  }

  private static RecoveredCity withSearches(
      RecoveredCity recovered, UnaryOperator<RideSearch> change) {
    return new RecoveredCity(
        recovered.epoch(),
        recovered.searches().stream().map(change).toList(),
        recovered.unheard(),
        recovered.profiles(),
        recovered.underWay(),
        recovered.countedUntil());
  }

  private static final class HastyStore extends ForwardingStore {
    private final DispatchListener apps;
    private long lastToken;

    HastyStore(DispatchStore store, DispatchListener apps) {
      super(store);
      this.apps = apps;
    }

    @Override
    public List<Command> commit(CityId city, Epoch epoch, Step step) {
      for (Effect effect : step.effects()) {
        if (effect
            instanceof
            Effect.OpenOffer(var ride, var rider, var expiresAt, var joined, var stops)) {
          FencingToken token = new FencingToken(lastToken + 1);
          apps.offerOpened(new Offer(ride, rider, token, step.at(), expiresAt));
        }
      }
      List<Command> answers = super.commit(city, epoch, step);
      for (Command answer : answers) {
        if (answer instanceof Command.OfferOpened(Offer offer)) {
          lastToken = Math.max(lastToken, offer.token().value());
        }
      }
      return answers;
    }
  }

  private static class Book implements OfferBook {
    private final OfferBook book = new InMemoryOfferBook();
    final Map<RiderId, Offer> held = new HashMap<>();

    @Override
    public OfferOutcome tryOffer(RideId ride, RiderId rider, Instant now, Instant expiresAt) {
      OfferOutcome outcome = book.tryOffer(ride, rider, now, expiresAt);
      if (outcome instanceof OfferOutcome.Opened(Offer offer)) {
        held.put(rider, offer);
      }
      return outcome;
    }

    @Override
    public AcceptOutcome accept(RideId ride, RiderId rider, FencingToken token, Instant now) {
      return book.accept(ride, rider, token, now);
    }

    @Override
    public DeclineOutcome decline(RideId ride, RiderId rider, FencingToken token, Instant now) {
      return book.decline(ride, rider, token, now);
    }

    @Override
    public Optional<Offer> withdraw(RideId ride, Instant now) {
      return book.withdraw(ride, now);
    }

    @Override
    public boolean expire(Offer offer, Instant now) {
      return book.expire(offer, now);
    }

    @Override
    public boolean end(RideId ride, RiderId rider, Instant now) {
      return book.end(ride, rider, now);
    }

    @Override
    public boolean release(RideId ride, RiderId rider, Instant now) {
      return book.release(ride, rider, now);
    }
  }
}
