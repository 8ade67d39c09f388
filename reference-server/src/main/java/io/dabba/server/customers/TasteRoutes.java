package io.dabba.server.customers;

import io.dabba.server.http.Json;
import io.dabba.server.postgres.Database;
import io.dabba.server.security.Authentication;
import io.dabba.server.security.Role;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** What is known of a customer's taste, for him to see. */
public final class TasteRoutes implements HttpService {
  private final Authentication authentication;
  private final Database database;

  public TasteRoutes(Authentication authentication, Database database) {
    this.authentication = authentication;
    this.database = database;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get("/v1/customers/me/cuisines", this::cuisines);
  }

  private void cuisines(ServerRequest request, ServerResponse response) {
    String customer = authentication.require(request, Role.CUSTOMER).subject();
    CuisineTaste taste = database.jdbi().withHandle(handle -> CuisineTaste.find(handle, customer));
    Json.send(response, Status.OK_200, taste);
  }
}
