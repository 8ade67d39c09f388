package io.dabba.server.catalog;

import io.dabba.geo.CityId;
import io.dabba.server.catalog.Promotion.Reduction;
import io.dabba.server.http.Json;
import io.dabba.server.http.JsonBody;
import io.dabba.server.http.PathIds;
import io.dabba.server.http.Problem;
import io.dabba.server.http.ProblemException;
import io.dabba.server.postgres.Database;
import io.dabba.server.security.Authentication;
import io.dabba.server.security.Role;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** How ops give and take away promotions. */
public final class PromotionRoutes implements HttpService {
  private static final String PATH = "/v1/ops/cities/{cityId}/promotions/{code}";
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final Authentication authentication;
  private final Database database;

  public PromotionRoutes(Authentication authentication, Database database) {
    this.authentication = authentication;
    this.database = database;
  }

  private record View(
      String code,
      OptionalInt percentBasisPoints,
      OptionalLong amountMinor,
      OptionalLong maxMinor,
      long minItemsMinor,
      Instant validFrom,
      Instant validUntil) {}

  @Override
  public void routing(HttpRules rules) {
    rules.get(PATH, this::show).put(PATH, this::put).delete(PATH, this::delete);
  }

  private void show(ServerRequest request, ServerResponse response) {
    authentication.require(request, Role.OPS);
    CityId city = city(request);
    String code = code(request);
    Promotion promotion =
        database
            .jdbi()
            .withHandle(handle -> PromotionStore.find(handle, city, code))
            .orElseThrow(() -> unknown(city, code));
    Json.send(response, Status.OK_200, view(promotion));
  }

  private void put(ServerRequest request, ServerResponse response) {
    authentication.require(request, Role.OPS);
    CityId city = city(request);
    Promotion promotion = promotion(code(request), JsonBody.read(request));
    if (!database.inTransaction(handle -> PromotionStore.put(handle, city, promotion))) {
      throw Problem.notFound("There is no city %s".formatted(city)).exception();
    }
    response.status(Status.NO_CONTENT_204).send();
  }

  private void delete(ServerRequest request, ServerResponse response) {
    authentication.require(request, Role.OPS);
    CityId city = city(request);
    String code = code(request);
    if (!database.inTransaction(handle -> PromotionStore.delete(handle, city, code))) {
      throw unknown(city, code);
    }
    response.status(Status.NO_CONTENT_204).send();
  }

  private static Promotion promotion(String code, JsonBody body) {
    Instant from = instant(body, "validFrom");
    Instant until = instant(body, "validUntil");
    if (!from.isBefore(until)) {
      throw body.refusal("validUntil", "it must be after validFrom");
    }
    return new Promotion(
        code,
        reduction(body),
        body.optionalLong("maxMinor", 1, MenuBody.MAX_PRICE_MINOR),
        body.optionalLong("minItemsMinor", 0, MenuBody.MAX_PRICE_MINOR).orElse(0),
        from,
        until);
  }

  private static Reduction reduction(JsonBody body) {
    if (body.has("percentBasisPoints") && body.has("amountMinor")) {
      throw body.refusal("amountMinor", "it cannot stand beside percentBasisPoints");
    }
    return body.has("amountMinor")
        ? new Reduction.Amount(body.longInteger("amountMinor", 1, MenuBody.MAX_PRICE_MINOR))
        : new Reduction.Percent(body.integer("percentBasisPoints", 1, 10_000));
  }

  private static Instant instant(JsonBody body, String name) {
    Instant instant =
        body.optionalInstant(name).orElseThrow(() -> body.refusal(name, "it is missing"));
    if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
      throw body.refusal(name, "it must be from %s to %s".formatted(EARLIEST, LATEST));
    }
    return instant;
  }

  private static View view(Promotion promotion) {
    return new View(
        promotion.code(),
        promotion.reduction() instanceof Reduction.Percent percent
            ? OptionalInt.of(percent.basisPoints())
            : OptionalInt.empty(),
        promotion.reduction() instanceof Reduction.Amount amount
            ? OptionalLong.of(amount.amountMinor())
            : OptionalLong.empty(),
        promotion.maxMinor(),
        promotion.minItemsMinor(),
        promotion.validFrom(),
        promotion.validUntil());
  }

  private static CityId city(ServerRequest request) {
    return PathIds.of(request, "cityId", CityId::new);
  }

  private static String code(ServerRequest request) {
    return PathIds.of(request, "code", code -> code);
  }

  private static ProblemException unknown(CityId city, String code) {
    return Problem.notFound("City %s has no promotion %s".formatted(city, code)).exception();
  }
}
