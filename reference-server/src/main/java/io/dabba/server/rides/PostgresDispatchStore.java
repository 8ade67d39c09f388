package io.dabba.server.rides;

import io.dabba.dispatch.Command;
import io.dabba.dispatch.Effect;
import io.dabba.dispatch.Step;
import io.dabba.dispatch.rider.RiderProfile;
import io.dabba.dispatch.runtime.DispatchStore;
import io.dabba.dispatch.runtime.Epoch;
import io.dabba.dispatch.runtime.RecoveredCity;
import io.dabba.geo.CityId;
import io.dabba.geo.RiderId;
import io.dabba.server.leases.CityLeases;
import io.dabba.server.postgres.Database;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The {@link DispatchStore} in PostgreSQL: a step is one transaction, under the city's lease. */
public final class PostgresDispatchStore implements DispatchStore {
  private final Database database;
  private final CityLeases leases;
  private final Consumer<CityId> taken;
  private final Runnable afterCommit;

  /**
   * @param taken called when a city has been taken over, before its dispatch is loaded
   * @param afterCommit called when a step has written events
   */
  public PostgresDispatchStore(
      Database database, CityLeases leases, Consumer<CityId> taken, Runnable afterCommit) {
    this.database = database;
    this.leases = leases;
    this.taken = taken;
    this.afterCommit = afterCommit;
  }

  /** From when the lease is taken, no earlier owner stores anything: what is read then is all. */
  @Override
  public RecoveredCity takeOver(CityId city) {
    Epoch epoch = database.inTransaction(handle -> leases.takeOver(handle, city));
    taken.accept(city);
    return database.readSnapshot(handle -> StoredSearches.load(handle, city, epoch));
  }

  @Override
  public List<Command> commit(CityId city, Epoch epoch, Step step) {
    List<Command> answers =
        database.inTransaction(handle -> {
          CityLeases.requireOwner(handle, city, epoch);
          List<Command> commands = new StepTransaction(handle, epoch).carryOut(step);
          leases.renew(handle, city, epoch, step.countedUntil(), Optional.of(step.at()));
          return commands;
        });
    if (step.effects().stream().anyMatch(PostgresDispatchStore::writesEvents)) {
      afterCommit.run();
    }
    return answers;
  }

  @Override
  public void renew(CityId city, Epoch epoch, Instant countedUntil) {
    database.useTransaction(
        handle -> leases.renew(handle, city, epoch, countedUntil, Optional.empty()));
  }

  @Override
  public void release(CityId city, Epoch epoch) {
    database.useTransaction(handle -> CityLeases.release(handle, city, epoch));
  }

  @Override
  public Map<RiderId, RiderProfile> riders(Set<RiderId> riders) {
    return database.jdbi().withHandle(handle -> RiderAvailability.profiles(handle, riders));
  }

  private static boolean writesEvents(Effect effect) {
    return switch (effect) {
      case Effect.FailRide e -> true;
      case Effect.WithdrawOffer e -> true;
      case Effect.OpenOffer e -> !e.joined().isEmpty();
      case Effect.CreateRide e -> false;
      case Effect.SaveSearch e -> false;
      case Effect.ExpireOffer e -> false;
    };
  }
}
