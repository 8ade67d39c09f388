package io.dabba.server.rides;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.runtime.DispatchListener;
import io.dabba.geo.RiderId;
import io.dabba.server.http.Json;
import io.dabba.server.http.SocketWriter;
import io.dabba.server.outbox.OutboxConsumer;
import io.dabba.server.outbox.OutboxEvent;
import io.dabba.server.postgres.Database;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The riders' apps that listen for offers, the last one of each rider. What is pushed is what is
 * stored: an app that connects late or again hears of its open offer then. One thread reads and
 * pushes, so that nobody who tells of an offer waits, and an app hears of an offer before its
 * withdrawal. Thread-safe.
 */
public final class OfferHub implements DispatchListener, OutboxConsumer, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OfferHub.class);
  private static final int CAPACITY = 10_000;
  private static final int BATCH = 500;
  private static final int TRY_AGAIN_LATER = 1013;

  private final Database database;
  private final Map<RiderId, SocketWriter> apps = new ConcurrentHashMap<>();
  private final BlockingQueue<Push> pushes = new ArrayBlockingQueue<>(CAPACITY);
  private final Thread thread = Thread.ofPlatform().name("offer-push").unstarted(this::run);
  private volatile boolean closed;

  public OfferHub(Database database) {
    this.database = database;
  }

  /**
   * What a rider's app is to hear.
   *
   * @param message the message; empty for the offer that the rider holds then
   */
  private record Push(RiderId rider, Optional<OfferMessage> message) {}

  /** Starts pushing. */
  public void start() {
    thread.start();
  }

  /**
   * Connects a rider's app, in place of the one connected before, and tells it of the offer that
   * the rider holds.
   */
  void connect(RiderId rider, SocketWriter app) {
    SocketWriter before = apps.put(rider, app);
    if (before != null) {
      before.close(4000, "connected elsewhere");
    }
    if (!push(new Push(rider, Optional.empty()))) {
      app.close(TRY_AGAIN_LATER, "too many pushes are waiting");
    }
  }

  /** Forgets a rider's app. */
  void disconnect(RiderId rider, SocketWriter app) {
    apps.remove(rider, app);
  }

  @Override
  public void offerOpened(Offer offer) {
    if (!push(new Push(offer.riderId(), Optional.empty()))) {
      LOG.warn(
          "rider {} is not told of offer {}: too many pushes are waiting",
          offer.riderId(),
          offer.token());
    }
  }

  @Override
  public boolean accept(OutboxEvent event) {
    if (!event.type().equals("ride.withdrawn")) {
      return true;
    }
    JsonNode payload = event.payload();
    return push(
        new Push(
            new RiderId(payload.get("riderId").asText()),
            Optional.of(
                OfferMessage.withdrawn(
                    new RideId(payload.get("rideId").asText()),
                    new FencingToken(Long.parseLong(payload.get("fencingToken").asText()))))));
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean push(Push push) {
    return !apps.containsKey(push.rider()) || pushes.offer(push);
  }

  private void run() {
    List<Push> batch = new ArrayList<>();
    while (!closed) {
      try {
        if (batch.isEmpty()) {
          batch.add(pushes.take());
          pushes.drainTo(batch, BATCH - 1);
        }
        send(batch);
        batch.clear();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | Error e) {
        if (!closed) {
          LOG.warn("{} offers could not be pushed; trying again", batch.size(), e);
          pause();
        }
      }
    }
  }

  private void send(List<Push> batch) {
    Set<RiderId> asked =
        batch.stream()
            .filter(push -> push.message().isEmpty())
            .map(Push::rider)
            .collect(Collectors.toSet());
    Map<RiderId, OfferMessage> open =
        asked.isEmpty()
            ? Map.of()
            : database.jdbi().withHandle(handle -> OfferMessage.open(handle, asked));
    Set<RiderId> told = new HashSet<>();
    for (Push push : batch) {
      RiderId rider = push.rider();
      if (push.message().isPresent()) {
        send(rider, push.message().get());
      } else if (told.add(rider) && open.containsKey(rider)) {
        send(rider, open.get(rider));
      }
    }
  }

  private void send(RiderId rider, OfferMessage message) {
    SocketWriter app = apps.get(rider);
    if (app != null) {
      app.send(Json.text(message));
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
