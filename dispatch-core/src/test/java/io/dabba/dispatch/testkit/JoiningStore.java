package io.dabba.dispatch.testkit;

import io.dabba.dispatch.Command;
import io.dabba.dispatch.Effect;
import io.dabba.dispatch.Load;
import io.dabba.dispatch.RideSearch;
import io.dabba.dispatch.Step;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.offer.OfferOutcome;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.ride.Ride;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideOrder;
import io.dabba.dispatch.runtime.DispatchStore;
import io.dabba.dispatch.runtime.Epoch;
import io.dabba.dispatch.runtime.ForwardingStore;
import io.dabba.geo.CityId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Has now and then an offer take along another ride from its pickup, in place of a dispatcher that
 * does so by itself. One that does not know bundles would not understand what it has got, so it
 * dies then, and the next loads the bundle.
 */
final class JoiningStore extends ForwardingStore {
  /** Of so many offers one is to take another ride along. */
  private static final int ONE_OF = 8;

  private final Map<RideId, Ride> created = new LinkedHashMap<>();
  private int offers;

  JoiningStore(DispatchStore store) {
    super(store);
  }

  @Override
  public List<Command> commit(CityId city, Epoch epoch, Step step) {
    Optional<Effect.OpenOffer> bundle = Optional.empty();
    List<Effect> effects = new ArrayList<>();
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.OpenOffer e && bundle.isEmpty() && ++offers % ONE_OF == 0) {
        bundle = bundle(e);
        effects.add(bundle.<Effect>map(offer -> offer).orElse(effect));
      } else {
        effects.add(effect);
      }
    }
    List<Command> answers = super.commit(city, epoch, with(step, effects));
    effects.forEach(effect -> note(effect, answers));
    return bundle.map(offer -> heard(city, epoch, step, offer, answers)).orElse(answers);
  }

  /** What was left out of a ride is in another. */
  private void note(Effect effect, List<Command> answers) {
    if (effect instanceof Effect.CreateRide(RideSearch search)
        && answers.stream()
            .noneMatch(answer ->
                answer instanceof Command.OrderLeftOut left && left.rideId().equals(search.id()))) {
      created.put(search.id(), search.ride());
    }
  }

  private Optional<Effect.OpenOffer> bundle(Effect.OpenOffer offer) {
    Ride ride = created.get(offer.rideId());
    return created.values().stream()
        .filter(other -> ride != null && !other.id().equals(ride.id()))
        .filter(other -> other.pickup().equals(ride.pickup()))
        .findFirst()
        .map(other ->
            new Effect.OpenOffer(
                offer.rideId(),
                offer.riderId(),
                offer.expiresAt(),
                List.of(other.id()),
                stops(other, ride)));
  }

  private static List<OrderId> stops(Ride first, Ride second) {
    return Stream.concat(first.orders().stream(), second.orders().stream())
        .map(RideOrder::id)
        .toList();
  }

  private List<Command> heard(
      CityId city, Epoch epoch, Step step, Effect.OpenOffer offer, List<Command> answers) {
    created.keySet().removeAll(offer.joined());
    Command refusal =
        new Command.OfferRefused(
            offer.rideId(), offer.riderId(), OfferOutcome.Reason.RIDE_NOT_PENDING);
    if (answers.contains(refusal)) {
      List<Command> all = new ArrayList<>(answers);
      all.remove(refusal);
      Effect alone = new Effect.OpenOffer(offer.rideId(), offer.riderId(), offer.expiresAt());
      all.addAll(super.commit(city, epoch, with(step, List.of(alone))));
      return all;
    }
    for (Command answer : answers) {
      if (answer instanceof Command.OfferOpened(Offer opened)
          && opened.rideId().equals(offer.rideId())) {
        created.remove(offer.rideId());
        throw new FaultyStore.Crash();
      }
    }
    return answers;
  }

  private static Step with(Step step, List<Effect> effects) {
    return new Step(step.at(), step.countedUntil(), effects, step.decisions(), Load.NONE);
  }
}
