package io.dabba.benchmarks.replay;

import io.dabba.benchmarks.simulator.HeardOffer;
import io.dabba.benchmarks.simulator.ServerStart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The kills of a run in their order, and what riders heard in it.
 *
 * @param indexDrops how often the positions were lost alone
 */
record Crashes(List<Crash> kills, List<HeardOffer> offers, int indexDrops) {
  Crashes {
    kills = List.copyOf(kills);
    offers = List.copyOf(offers);
  }

  /**
   * Dispatch going on after a restart.
   *
   * @param wall from the start of the process until a rider heard of the first new offer
   * @param domain from when the server was ready until that offer was opened, in domain time
   */
  record Resumption(Duration wall, Duration domain) {}

  long killsWithPostmaster() {
    return kills.stream().filter(Crash::withPostmaster).count();
  }

  /** How long each restart took until the server was ready. */
  List<Duration> restarts() {
    return kills.stream().flatMap(kill -> kill.restart().stream()).map(ServerStart::ready).toList();
  }

  /** One of each restart after which a rider heard of a new offer before the next kill. */
  List<Resumption> resumptions() {
    List<Resumption> resumptions = new ArrayList<>();
    for (int i = 0; i < kills.size(); i++) {
      Optional<Crash> next =
          i + 1 < kills.size() ? Optional.of(kills.get(i + 1)) : Optional.empty();
      kills.get(i).restart().flatMap(start -> resumption(start, next)).ifPresent(resumptions::add);
    }
    return resumptions;
  }

  /** An offer of before the kill is told again, but was opened before the server was ready. */
  private Optional<Resumption> resumption(ServerStart start, Optional<Crash> next) {
    return offers.stream()
        .filter(offer -> !offer.openedAt().isBefore(start.domainTime()))
        .filter(offer -> offer.nanos() - start.atNanos() >= 0)
        .filter(offer -> next.isEmpty() || offer.nanos() - next.get().atNanos() < 0)
        .min(Comparator.comparingLong(offer -> offer.nanos() - start.atNanos()))
        .map(offer ->
            new Resumption(
                Duration.ofNanos(offer.nanos() - start.atNanos()),
                Duration.between(start.domainTime(), offer.openedAt())));
  }
}
