package io.dabba.server.payments.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dabba.server.http.Json;
import io.dabba.server.http.Problem;
import io.dabba.server.http.RequestBytes;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;

/** {@code /faults}: how the gateway misbehaves, until the next start. */
final class FaultRoutes implements HttpService {
  private final Secret secret;
  private final Charges charges;

  FaultRoutes(Secret secret, Charges charges) {
    this.secret = secret;
    this.charges = charges;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get("/faults", secret.guards(this::show)).put("/faults", secret.guards(this::put));
  }

  private void show(ServerRequest request, ServerResponse response) {
    Json.send(response, Status.OK_200, charges.faults());
  }

  private void put(ServerRequest request, ServerResponse response) {
    try {
      charges.misbehave(
          Json.MAPPER.readValue(RequestBytes.read(request, RequestBytes.LIMIT), Faults.class));
    } catch (JsonProcessingException e) {
      throw Problem.of(400, "invalid-faults", "These are no faults", e.getOriginalMessage())
          .exception();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    show(request, response);
  }
}
