package io.dabba.dispatch.runtime;

import io.dabba.dispatch.Command;
import io.dabba.dispatch.Effect;
import io.dabba.dispatch.Step;
import io.dabba.dispatch.offer.AcceptOutcome;
import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.offer.InMemoryOfferBook;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.offer.OfferOutcome;
import io.dabba.dispatch.offer.StaleReason;
import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.Availability;
import io.dabba.geo.CityId;
import io.dabba.geo.RiderId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A {@link DispatchStore} for embedders without a database: nothing is kept over a restart.
 * Thread-safe.
 */
public final class InMemoryDispatchStore implements DispatchStore {
  private final InMemoryOfferBook offers = new InMemoryOfferBook();
  private final InstantSource clock;
  private final Consumer<RideId> failed;

  /**
   * @param failed hears of rides that found no rider
   */
  public InMemoryDispatchStore(InstantSource clock, Consumer<RideId> failed) {
    this.clock = clock;
    this.failed = failed;
  }

  /** Where riders' answers are decided; tell the dispatcher of each that counted. */
  public InMemoryOfferBook offers() {
    return offers;
  }

  @Override
  public RecoveredCity load(CityId city) {
    return new RecoveredCity(List.of(), List.of(), Optional.empty());
  }

  @Override
  public List<Command> commit(CityId city, Step step) {
    return step.effects().stream().flatMap(e -> carryOut(e, step).stream()).toList();
  }

  @Override
  public Map<RiderId, Availability> availability(Set<RiderId> riders) {
    return riders.stream()
        .collect(
            Collectors.toMap(Function.identity(), r -> offers.availability(r, clock.instant())));
  }

  private Optional<Command> carryOut(Effect effect, Step step) {
    return switch (effect) {
      case Effect.CreateRide e -> Optional.empty();
      case Effect.SaveSearch e -> Optional.empty();
      case Effect.OpenOffer e ->
          Optional.of(
              switch (offers.tryOffer(e.rideId(), e.riderId(), step.at(), e.expiresAt())) {
                case OfferOutcome.Opened opened -> new Command.OfferOpened(opened.offer());
                case OfferOutcome.Refused refused ->
                    new Command.OfferRefused(e.rideId(), e.riderId(), refused.reason());
              });
      case Effect.ExpireOffer e ->
          step.at().isBefore(e.offer().expiresAt())
              ? Optional.empty()
              : Optional.of(expire(e.offer(), step.at()));
      case Effect.FailRide e -> {
        failed.accept(e.rideId());
        yield Optional.empty();
      }
    };
  }

  /** Too late to answer now, so an answer to it says what came first. */
  private Command expire(Offer offer, Instant now) {
    RideId ride = offer.rideId();
    RiderId rider = offer.riderId();
    FencingToken token = offer.token();
    if (offers.expire(offer, now)) {
      return new Command.OfferExpired(ride, rider, token);
    }
    return switch (offers.accept(ride, rider, token, now)) {
      case AcceptOutcome.Accepted accepted -> new Command.OfferAccepted(ride, rider, token);
      case AcceptOutcome.AlreadyAccepted accepted -> new Command.OfferAccepted(ride, rider, token);
      case AcceptOutcome.Stale(StaleReason reason) ->
          switch (reason) {
            case ACCEPTED -> new Command.OfferAccepted(ride, rider, token);
            case DECLINED -> new Command.OfferDeclined(ride, rider, token);
            case WITHDRAWN -> new Command.OfferWithdrawn(ride, rider, token);
            case EXPIRED, UNKNOWN_TOKEN -> new Command.OfferExpired(ride, rider, token);
          };
    };
  }
}
