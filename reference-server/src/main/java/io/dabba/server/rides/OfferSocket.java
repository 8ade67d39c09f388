package io.dabba.server.rides;

import io.dabba.geo.RiderId;
import io.dabba.server.http.SocketHandshake;
import io.dabba.server.http.SocketRoute;
import io.dabba.server.http.SocketWriter;
import io.dabba.server.security.Authentication;
import io.dabba.server.security.Role;
import java.util.concurrent.atomic.AtomicReference;

/** The WebSocket on which a rider's app hears of offers. */
public final class OfferSocket implements SocketRoute {
  private final Authentication authentication;
  private final OfferHub hub;

  public OfferSocket(Authentication authentication, OfferHub hub) {
    this.authentication = authentication;
    this.hub = hub;
  }

  @Override
  public Conversation accept(SocketHandshake handshake) {
    RiderId rider =
        new RiderId(
            authentication
                .require(handshake.prologue(), handshake.headers(), Role.RIDER)
                .subject());
    AtomicReference<SocketWriter> app = new AtomicReference<>();
    return Conversation.of(
        writer -> {
          app.set(writer);
          hub.connect(rider, writer);
        },
        () -> {
          SocketWriter writer = app.get();
          if (writer != null) {
            hub.disconnect(rider, writer);
          }
        });
  }
}
