package io.dabba.server.customers;

import io.dabba.geo.GeoPoint;
import io.dabba.server.customers.AddressBook.Address;
import io.dabba.server.http.Json;
import io.dabba.server.http.JsonBody;
import io.dabba.server.http.PathIds;
import io.dabba.server.http.Problem;
import io.dabba.server.postgres.Database;
import io.dabba.server.security.Authentication;
import io.dabba.server.security.Role;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Map;

/** A customer's addresses, over HTTP. */
public final class AddressRoutes implements HttpService {
  private final Authentication authentication;
  private final Database database;

  public AddressRoutes(Authentication authentication, Database database) {
    this.authentication = authentication;
    this.database = database;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/v1/addresses", this::list)
        .post("/v1/addresses", this::add)
        .delete("/v1/addresses/{id}", this::delete);
  }

  private void list(ServerRequest request, ServerResponse response) {
    String customer = authentication.require(request, Role.CUSTOMER).subject();
    List<Address> addresses =
        database.jdbi().withHandle(handle -> AddressBook.list(handle, customer));
    Json.send(response, Status.OK_200, Map.of("addresses", addresses));
  }

  private void add(ServerRequest request, ServerResponse response) {
    String customer = authentication.require(request, Role.CUSTOMER).subject();
    JsonBody body = JsonBody.read(request);
    String label = body.string("label", 40);
    GeoPoint point = new GeoPoint(body.decimal("lat", -90, 90), body.decimal("lng", -180, 180));
    String text = body.string("text", 300);
    Address address =
        database
            .inTransaction(handle -> AddressBook.add(handle, customer, label, point, text))
            .orElseThrow(() ->
                Problem.of(
                        409,
                        "too-many-addresses",
                        "Too many addresses",
                        "You have %d addresses; delete one first"
                            .formatted(AddressBook.MAX_ADDRESSES))
                    .exception());
    Json.send(response, Status.CREATED_201, address);
  }

  private void delete(ServerRequest request, ServerResponse response) {
    String customer = authentication.require(request, Role.CUSTOMER).subject();
    String id = PathIds.of(request, "id", value -> value);
    if (!database.inTransaction(handle -> AddressBook.delete(handle, customer, id))) {
      throw Problem.notFound("You have no address %s".formatted(id)).exception();
    }
    response.status(Status.NO_CONTENT_204).send();
  }
}
