package io.dabba.server.payments.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.server.http.Json;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * All charges, and how often each was asked for, in memory and in a {@link Journal}: changes of one
 * charge follow one another, and are written before anybody sees them. Thread-safe.
 */
final class ChargeBook implements AutoCloseable {
  private static final int LOCKS = 256;

  /**
   * That a call came in.
   *
   * @param call such as {@code authorize}
   * @param key of the charge; for a refund, of the refund
   */
  record Arrival(String call, String key) {}

  /** A charge before and after a call; the same where the call changed nothing. */
  record Change(Optional<LocalCharge> before, LocalCharge after) {
    boolean isNews() {
      return before.filter(after::equals).isEmpty();
    }
  }

  private final Map<String, LocalCharge> charges = new ConcurrentHashMap<>();
  private final Map<String, String> keys = new ConcurrentHashMap<>();
  private final Map<Arrival, Integer> arrivals = new ConcurrentHashMap<>();
  private final List<ReentrantLock> locks =
      Stream.generate(ReentrantLock::new).limit(LOCKS).toList();
  private final Journal journal;

  private ChargeBook(Path directory) {
    journal = Journal.open(directory, this::replay);
  }

  /** Goes on with what the directory's journal has. */
  static ChargeBook open(Path directory) {
    return new ChargeBook(directory);
  }

  private void replay(JsonNode line) {
    try {
      if (line.has("arrival")) {
        Arrival arrival = Json.MAPPER.treeToValue(line.get("arrival"), Arrival.class);
        arrivals.merge(arrival, 1, Integer::sum);
      } else {
        put(Json.MAPPER.treeToValue(line.get("charge"), LocalCharge.class));
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("line=" + line, e);
    }
  }

  private void put(LocalCharge charge) {
    charges.put(charge.key(), charge);
    keys.put(charge.reference(), charge.key());
  }

  /** Counts a call; the first is 1. */
  int arrived(Arrival arrival) {
    journal.append(Map.of("arrival", arrival));
    return arrivals.merge(arrival, 1, Integer::sum);
  }

  int arrivals(Arrival arrival) {
    return arrivals.getOrDefault(arrival, 0);
  }

  Optional<LocalCharge> find(String key) {
    return Optional.ofNullable(charges.get(key));
  }

  Optional<LocalCharge> findByReference(String reference) {
    return Optional.ofNullable(keys.get(reference)).flatMap(this::find);
  }

  /** Every charge, by key. */
  List<LocalCharge> all() {
    return charges.values().stream().sorted(Comparator.comparing(LocalCharge::key)).toList();
  }

  /** Makes of a charge what the function says; whatever that throws leaves the charge as it was. */
  Change change(String key, Function<Optional<LocalCharge>, LocalCharge> change) {
    ReentrantLock lock = locks.get(Math.floorMod(key.hashCode(), LOCKS));
    lock.lock();
    try {
      Optional<LocalCharge> before = find(key);
      Change changed = new Change(before, change.apply(before));
      if (changed.isNews()) {
        journal.append(Map.of("charge", changed.after()));
        put(changed.after());
      }
      return changed;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    journal.close();
  }
}
