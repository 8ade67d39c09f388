package io.dabba.server.rides;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.dispatch.Command;
import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.runtime.DispatchListener;
import io.dabba.geo.RiderId;
import io.dabba.server.http.Json;
import io.dabba.server.http.SocketWriter;
import io.dabba.server.outbox.OutboxConsumer;
import io.dabba.server.outbox.OutboxEvent;
import io.dabba.server.postgres.Database;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The riders' apps that listen for offers, the last one of each rider. What is pushed is what is
 * stored: an app that connects late or again hears of its open offers then. Thread-safe.
 */
public final class OfferHub implements DispatchListener, OutboxConsumer {
  private final Database database;
  private final Map<RiderId, SocketWriter> apps = new ConcurrentHashMap<>();

  public OfferHub(Database database) {
    this.database = database;
  }

  /**
   * Connects a rider's app, in place of the one connected before, and tells it of the rider's open
   * offers.
   */
  void connect(RiderId rider, SocketWriter app) {
    SocketWriter before = apps.put(rider, app);
    if (before != null) {
      before.close(4000, "connected elsewhere");
    }
    pushOpenOffers(rider);
  }

  /** Forgets a rider's app. */
  void disconnect(RiderId rider, SocketWriter app) {
    apps.remove(rider, app);
  }

  @Override
  public void stored(List<Command> answers) {
    for (Command answer : answers) {
      if (answer instanceof Command.OfferOpened opened) {
        pushOpenOffers(opened.offer().riderId());
      }
    }
  }

  @Override
  public boolean accept(OutboxEvent event) {
    if (event.type().equals("ride.withdrawn")) {
      JsonNode payload = event.payload();
      push(
          new RiderId(payload.get("riderId").asText()),
          OfferMessage.withdrawn(
              new RideId(payload.get("rideId").asText()),
              new FencingToken(Long.parseLong(payload.get("fencingToken").asText()))));
    }
    return true;
  }

  private void pushOpenOffers(RiderId rider) {
    if (apps.containsKey(rider)) {
      database
          .jdbi()
          .withHandle(handle -> OfferMessage.open(handle, rider))
          .forEach(message -> push(rider, message));
    }
  }

  private void push(RiderId rider, OfferMessage message) {
    SocketWriter app = apps.get(rider);
    if (app != null) {
      app.send(Json.text(message));
    }
  }
}
