package io.dabba.server.rides;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.dabba.dispatch.Command;
import io.dabba.dispatch.Refusal;
import io.dabba.dispatch.RideSearch;
import io.dabba.dispatch.RideState;
import io.dabba.dispatch.RideUnderWay;
import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.ride.Ride;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideOrder;
import io.dabba.dispatch.rider.RiderProfile;
import io.dabba.dispatch.runtime.Epoch;
import io.dabba.dispatch.runtime.RecoveredCity;
import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.RiderId;
import io.dabba.server.Ids;
import io.dabba.server.postgres.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** The searches of rides for their riders, as rows. */
final class StoredSearches {
  private static final List<String> SEARCHING = List.of("PENDING", "OFFERED");
  private static final List<String> UNDER_WAY = List.of("ACCEPTED", "PICKED_UP");

  private StoredSearches() {}

  static RecoveredCity load(Handle handle, CityId city, Epoch epoch) {
    return new RecoveredCity(
        epoch,
        searches(handle, city),
        unheard(handle, city),
        profiles(handle, city),
        underWay(handle, city),
        countedUntil(handle, city));
  }

  /** A ride given back, and who has not taken or kept it. */
  record Released(Ride ride, Map<RiderId, Refusal> refusals) {}

  static Optional<Released> released(Handle handle, RideId id) {
    List<RideOrder> orders = ordersOf(handle, id);
    if (orders.isEmpty()) {
      return Optional.empty();
    }
    Map<RiderId, Refusal> refusals = StoredRefusals.of(handle, id);
    return handle
        .createQuery("SELECT * FROM rides WHERE id = :id AND status IN ('PENDING', 'OFFERED')")
        .bind("id", id.value())
        .map((rs, ctx) ->
            new Released(ride(rs, new CityId(rs.getString("city_id")), orders), refusals))
        .findOne();
  }

  static void insert(Handle handle, RideSearch search) {
    handle
        .createUpdate(
            """
            INSERT INTO rides (id, city_id, restaurant_id, status, pickup_lat, pickup_lng, due_at,
                               next_round_at, give_up_at, rounds)
            SELECT :id, :city, o.restaurant_id, 'PENDING', :lat, :lng, :due, :next, :giveUp, 0
            FROM orders o WHERE o.id = :order
            """)
        .bind("id", search.id().value())
        .bind("city", search.ride().cityId().value())
        .bind("lat", search.ride().pickup().lat())
        .bind("lng", search.ride().pickup().lng())
        .bind("due", search.dueAt())
        .bind("next", search.nextRoundAt())
        .bind("giveUp", search.giveUpAt())
        .bind("order", search.ride().orders().getFirst().id().value())
        .execute();
  }

  /** Stores how far searches have come; returns those of rides that search still. */
  static Set<RideId> save(Handle handle, Collection<RideSearch> searches) {
    if (searches.isEmpty()) {
      return Set.of();
    }
    return handle
        .createQuery(
            """
            UPDATE rides r SET due_at = s.due_at, next_round_at = s.next_round_at,
                               give_up_at = s.give_up_at, rounds = s.rounds
            FROM unnest(:ids, CAST(:due AS timestamptz[]), CAST(:next AS timestamptz[]),
                        CAST(:giveUp AS timestamptz[]), :rounds)
              AS s (id, due_at, next_round_at, give_up_at, rounds)
            WHERE r.id = s.id AND r.status IN ('PENDING', 'OFFERED')
            RETURNING r.id
            """)
        .bindArray("ids", String.class, column(searches, search -> search.id().value()))
        .bindArray("due", String.class, column(searches, search -> search.dueAt().toString()))
        .bindArray("next", String.class, column(searches, s -> s.nextRoundAt().toString()))
        .bindArray("giveUp", String.class, column(searches, s -> s.giveUpAt().toString()))
        .bindArray("rounds", Integer.class, column(searches, RideSearch::rounds))
        .map((rs, ctx) -> new RideId(rs.getString("id")))
        .set();
  }

  private static <T> List<T> column(
      Collection<RideSearch> searches, Function<RideSearch, T> value) {
    return searches.stream().map(value).toList();
  }

  private static List<RideSearch> searches(Handle handle, CityId city) {
    Map<String, List<RideOrder>> orders = orders(handle, city, SEARCHING);
    Map<String, Map<RiderId, Refusal>> refusals = StoredRefusals.ofSearchingRides(handle, city);
    return handle
        .createQuery(
            """
            SELECT r.*, o.rider_id AS offered_to, o.token, o.opened_at, o.expires_at
            FROM rides r LEFT JOIN offers o ON o.ride_id = r.id AND o.status = 'OPEN'
            WHERE r.city_id = :city AND r.status IN ('PENDING', 'OFFERED')
              AND EXISTS (SELECT 1 FROM orders x WHERE x.ride_id = r.id AND x.status <> 'CANCELLED')
            ORDER BY r.due_at, r.id
            """)
        .bind("city", city.value())
        .map((rs, ctx) -> {
          String id = rs.getString("id");
          return search(
              rs, city, orders.getOrDefault(id, List.of()), refusals.getOrDefault(id, Map.of()));
        })
        .list();
  }

  /** Those that have their rider. */
  private static List<RideUnderWay> underWay(Handle handle, CityId city) {
    Map<String, List<RideOrder>> orders = orders(handle, city, UNDER_WAY);
    return handle
        .createQuery(
            """
            SELECT * FROM rides r WHERE r.city_id = :city AND r.status IN (<statuses>)
              AND EXISTS (SELECT FROM orders o WHERE o.ride_id = r.id
                          AND o.status NOT IN ('DELIVERED', 'CANCELLED'))
            ORDER BY r.id
            """)
        .bind("city", city.value())
        .bindList("statuses", UNDER_WAY)
        .map((rs, ctx) -> underWay(rs, city, orders.getOrDefault(rs.getString("id"), List.of())))
        .list();
  }

  /** What is still to be delivered, by its ride, in the order of delivery. */
  private static Map<String, List<RideOrder>> orders(
      Handle handle, CityId city, List<String> ofRides) {
    return handle
        .createQuery(
            """
            SELECT o.* FROM orders o JOIN rides r ON r.id = o.ride_id
            WHERE r.city_id = :city AND r.status IN (<statuses>)
              AND o.status NOT IN ('DELIVERED', 'CANCELLED')
            ORDER BY o.stop, o.id
            """)
        .bind("city", city.value())
        .bindList("statuses", ofRides)
        .map((rs, ctx) -> Map.entry(rs.getString("ride_id"), order(rs)))
        .stream()
        .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
  }

  private static List<RideOrder> ordersOf(Handle handle, RideId ride) {
    return handle
        .createQuery(
            """
            SELECT * FROM orders WHERE ride_id = :ride AND status <> 'CANCELLED' ORDER BY stop, id
            """)
        .bind("ride", ride.value())
        .map((rs, ctx) -> order(rs))
        .list();
  }

  private static List<Command> unheard(Handle handle, CityId city) {
    List<Command> commands = new ArrayList<>(confirmedWithoutRide(handle, city));
    commands.addAll(readyBeforeTheSearch(handle, city));
    return commands;
  }

  private static List<Command> confirmedWithoutRide(Handle handle, CityId city) {
    return handle
        .createQuery(
            """
            SELECT o.*, r.lat, r.lng FROM orders o JOIN restaurants r ON r.id = o.restaurant_id
            WHERE o.city_id = :city AND o.status = 'CONFIRMED' AND o.ride_id IS NULL
              AND o.accepted_at IS NOT NULL
            ORDER BY o.id
            """)
        .bind("city", city.value())
        .<Command>map((rs, ctx) ->
            new Command.OrderConfirmed(
                new RideId(Ids.next()),
                new GeoPoint(rs.getDouble("lat"), rs.getDouble("lng")),
                order(rs)))
        .list();
  }

  /** Once that is heard, the search begins then at the latest. */
  private static List<Command> readyBeforeTheSearch(Handle handle, CityId city) {
    return handle
        .createQuery(
            """
            SELECT o.id, o.ready_at FROM orders o JOIN rides r ON r.id = o.ride_id
            WHERE r.city_id = :city AND r.status IN ('PENDING', 'OFFERED')
              AND o.status = 'CONFIRMED' AND o.ready_at < r.due_at
            ORDER BY o.id
            """)
        .bind("city", city.value())
        .<Command>map((rs, ctx) ->
            new Command.OrderReady(
                new OrderId(rs.getString("id")), Columns.instant(rs, "ready_at")))
        .list();
  }

  /** Of the riders who were asked before; what the others are is what every rider begins with. */
  private static Map<RiderId, RiderProfile> profiles(Handle handle, CityId city) {
    Set<RiderId> asked =
        handle
            .createQuery("SELECT id FROM riders WHERE city_id = :city AND last_token > 0")
            .bind("city", city.value())
            .map((rs, ctx) -> new RiderId(rs.getString("id")))
            .set();
    return RiderAvailability.profiles(handle, asked);
  }

  private static Optional<Instant> countedUntil(Handle handle, CityId city) {
    return handle
        .createQuery("SELECT counted_until FROM city_leases WHERE city_id = :city")
        .bind("city", city.value())
        .map((rs, ctx) -> Columns.optionalInstant(rs, "counted_until"))
        .one();
  }

  private static RideSearch search(
      ResultSet rs, CityId city, List<RideOrder> orders, Map<RiderId, Refusal> refusals)
      throws SQLException {
    Ride ride = ride(rs, city, orders);
    return new RideSearch(
        ride,
        state(rs, ride.id()),
        Columns.instant(rs, "due_at"),
        Columns.instant(rs, "next_round_at"),
        Columns.instant(rs, "give_up_at"),
        rs.getInt("rounds"),
        refusals);
  }

  private static RideUnderWay underWay(ResultSet rs, CityId city, List<RideOrder> orders)
      throws SQLException {
    return new RideUnderWay(
        ride(rs, city, orders),
        new RiderId(rs.getString("rider_id")),
        rs.getString("status").equals("PICKED_UP"));
  }

  private static Ride ride(ResultSet rs, CityId city, List<RideOrder> orders) throws SQLException {
    GeoPoint pickup = new GeoPoint(rs.getDouble("pickup_lat"), rs.getDouble("pickup_lng"));
    return new Ride(new RideId(rs.getString("id")), city, pickup, orders);
  }

  private static RideState state(ResultSet rs, RideId ride) throws SQLException {
    String offeredTo = rs.getString("offered_to");
    if (offeredTo == null) {
      return new RideState.Pending();
    }
    return new RideState.Offered(
        new Offer(
            ride,
            new RiderId(offeredTo),
            new FencingToken(rs.getLong("token")),
            Columns.instant(rs, "opened_at"),
            Columns.instant(rs, "expires_at")));
  }

  private static RideOrder order(ResultSet rs) throws SQLException {
    Instant ready =
        Columns.optionalInstant(rs, "ready_at").orElse(Columns.instant(rs, "expected_ready_at"));
    return new RideOrder(
        new OrderId(rs.getString("id")),
        new GeoPoint(rs.getDouble("dropoff_lat"), rs.getDouble("dropoff_lng")),
        Columns.instant(rs, "placed_at"),
        ready);
  }
}
