package io.dabba.dispatch.runtime;

import io.dabba.dispatch.Command;
import io.dabba.dispatch.Step;
import io.dabba.dispatch.rider.RiderProfile;
import io.dabba.geo.CityId;
import io.dabba.geo.RiderId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Passes every call on, so that a test need write only those that it spoils. */
public class ForwardingStore implements DispatchStore {
  private final DispatchStore store;

  public ForwardingStore(DispatchStore store) {
    this.store = store;
  }

  @Override
  public RecoveredCity takeOver(CityId city) {
    return store.takeOver(city);
  }

  @Override
  public List<Command> commit(CityId city, Epoch epoch, Step step) {
    return store.commit(city, epoch, step);
  }

  @Override
  public void renew(CityId city, Epoch epoch, Instant countedUntil) {
    store.renew(city, epoch, countedUntil);
  }

  @Override
  public void release(CityId city, Epoch epoch) {
    store.release(city, epoch);
  }

  @Override
  public Map<RiderId, RiderProfile> riders(Set<RiderId> riders) {
    return store.riders(riders);
  }
}
