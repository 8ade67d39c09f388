package io.dabba.dispatch.runtime;

import io.dabba.dispatch.rider.AcceptanceRate;
import io.dabba.dispatch.rider.RiderProfile;
import io.dabba.dispatch.rider.Shift;
import io.dabba.geo.Availability;
import io.dabba.geo.RiderId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an {@link InMemoryDispatchStore} knows of riders beside their rides. */
final class InMemoryRiders {
  private static final class OnShift {
    Shift shift;
    int ordersTaken;

    OnShift(Shift shift) {
      this.shift = shift;
    }
  }

  private final Map<RiderId, AcceptanceRate> acceptanceRates = new HashMap<>();
  private final Map<RiderId, OnShift> shifts = new HashMap<>();
  private final Set<RiderId> offline = new HashSet<>();

  void comesOn(RiderId rider) {
    offline.remove(rider);
  }

  /** By terms that may be new ones for a shift that goes on: what he took in it counts still. */
  void comesOn(RiderId rider, Shift shift) {
    offline.remove(rider);
    OnShift known = shifts.get(rider);
    if (known != null && known.shift.beganAt().equals(shift.beganAt())) {
      known.shift = shift;
    } else {
      shifts.put(rider, new OnShift(shift));
    }
  }

  void goesOff(RiderId rider) {
    offline.add(rider);
    shifts.remove(rider);
  }

  boolean isOff(RiderId rider) {
    return offline.contains(rider);
  }

  void answered(RiderId rider, boolean accepted) {
    AcceptanceRate before = acceptanceRates.getOrDefault(rider, AcceptanceRate.initial());
    acceptanceRates.put(rider, before.after(accepted));
  }

  void took(RiderId rider, int orders) {
    OnShift onShift = shifts.get(rider);
    if (onShift != null) {
      onShift.ordersTaken += orders;
    }
  }

  /** What he had taken before his shift began does not count against it. */
  void gaveBack(RiderId rider, int orders) {
    OnShift onShift = shifts.get(rider);
    if (onShift != null) {
      onShift.ordersTaken = Math.max(0, onShift.ordersTaken - orders);
    }
  }

  /** Those of whom more is known than whether they work. */
  Set<RiderId> known() {
    Set<RiderId> known = new HashSet<>(acceptanceRates.keySet());
    known.addAll(shifts.keySet());
    return known;
  }

  RiderProfile profile(RiderId rider, Availability availability, Instant now) {
    @Nullable OnShift onShift = shifts.get(rider);
    return new RiderProfile(
        availability,
        acceptanceRates.getOrDefault(rider, AcceptanceRate.initial()),
        Optional.ofNullable(onShift).flatMap(on -> on.shift.endsAt()),
        onShift == null ? 0 : onShift.shift.ordersOwed(onShift.ordersTaken, now));
  }
}
