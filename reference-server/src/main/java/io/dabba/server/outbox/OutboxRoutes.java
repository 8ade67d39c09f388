package io.dabba.server.outbox;

import io.dabba.server.http.Json;
import io.dabba.server.http.PathIds;
import io.dabba.server.http.Problem;
import io.dabba.server.http.QueryParams;
import io.dabba.server.postgres.Columns;
import io.dabba.server.postgres.Database;
import io.dabba.server.security.Authentication;
import io.dabba.server.security.Principal;
import io.dabba.server.security.Role;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The events that nobody could make sense of, for ops. */
public final class OutboxRoutes implements HttpService {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxRoutes.class);
  private static final Pattern EVENT_ID = Pattern.compile("[1-9]\\d{0,17}");
  private static final int MAX_LISTED = 500;

  private final Authentication authentication;
  private final Database database;
  private final Runnable afterCommit;

  public OutboxRoutes(Authentication authentication, Database database, Runnable afterCommit) {
    this.authentication = authentication;
    this.database = database;
    this.afterCommit = afterCommit;
  }

  /**
   * @param setAsideAt in wall time
   */
  private record SetAside(
      String id,
      String cityId,
      String type,
      String aggregateType,
      String aggregateId,
      long aggregateVersion,
      Instant occurredAt,
      int attempts,
      Optional<String> error,
      Optional<Instant> setAsideAt) {}

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/v1/ops/outbox/set-aside", this::list)
        .post("/v1/ops/outbox/{eventId}/retry", this::retry);
  }

  /**
   * The id of an event in the path.
   *
   * @throws io.dabba.server.http.ProblemException 404 if it is none
   */
  public static long eventId(ServerRequest request) {
    String text = PathIds.of(request, "eventId", id -> id);
    if (!EVENT_ID.matcher(text).matches()) {
      throw Problem.notFound("There is no event %s".formatted(text)).exception();
    }
    return Long.parseLong(text);
  }

  private void list(ServerRequest request, ServerResponse response) {
    authentication.require(request, Role.OPS);
    int limit = QueryParams.of(request).optionalInteger("limit", 1, MAX_LISTED).orElse(MAX_LISTED);
    List<SetAside> events = database.jdbi().withHandle(handle -> setAside(handle, limit));
    Json.send(response, Status.OK_200, Map.of("events", events));
  }

  /** It is heard after those that came behind it, which have been heard meanwhile. */
  private void retry(ServerRequest request, ServerResponse response) {
    Principal caller = authentication.require(request, Role.OPS);
    long id = eventId(request);
    boolean found =
        database.inTransaction(handle ->
            handle.execute(
                    """
                    UPDATE outbox
                    SET set_aside = false, attempts = 0, wall_set_aside_at = NULL,
                        wall_written_at = clock_timestamp()
                    WHERE id = ? AND set_aside
                    """,
                    id)
                == 1);
    if (!found) {
      throw Problem.notFound("No event %d is set aside".formatted(id)).exception();
    }
    LOG.info("{} had event {} tried again", caller.subject(), id);
    afterCommit.run();
    response.status(Status.NO_CONTENT_204).send();
  }

  private static List<SetAside> setAside(Handle handle, int limit) {
    return handle
        .createQuery("SELECT * FROM outbox WHERE set_aside ORDER BY id LIMIT :limit")
        .bind("limit", limit)
        .map((rs, ctx) ->
            new SetAside(
                rs.getString("id"),
                rs.getString("city_id"),
                rs.getString("type"),
                rs.getString("aggregatetype"),
                rs.getString("aggregateid"),
                rs.getLong("aggregate_version"),
                Columns.instant(rs, "occurred_at"),
                rs.getInt("attempts"),
                Columns.optionalText(rs, "error"),
                Columns.optionalInstant(rs, "wall_set_aside_at")))
        .list();
  }
}
