package io.dabba.server.customers;

import io.dabba.geo.GeoPoint;
import io.dabba.server.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The stored addresses of customers. */
public final class AddressBook {
  /** The most addresses one customer may have. */
  static final int MAX_ADDRESSES = 50;

  private AddressBook() {}

  /** A place where a customer wants food. */
  public record Address(String id, String label, double lat, double lng, String text) {
    public GeoPoint point() {
      return new GeoPoint(lat, lng);
    }
  }

  /**
   * Stores an address; empty if the customer has too many. The customer comes to be with the first
   * one.
   */
  static Optional<Address> add(
      Handle handle, String customer, String label, GeoPoint point, String text) {
    handle
        .createUpdate("INSERT INTO customers (id) VALUES (:id) ON CONFLICT DO NOTHING")
        .bind("id", customer)
        .execute();
    Address address = new Address(Ids.next(), label, point.lat(), point.lng(), text);
    int added =
        handle
            .createUpdate(
                """
                INSERT INTO addresses (id, customer_id, label, lat, lng, text)
                SELECT :id, :customer, :label, :lat, :lng, :text
                WHERE (SELECT count(*) FROM addresses WHERE customer_id = :customer AND NOT deleted)
                      < :max
                """)
            .bind("id", address.id())
            .bind("customer", customer)
            .bind("label", label)
            .bind("lat", point.lat())
            .bind("lng", point.lng())
            .bind("text", text)
            .bind("max", MAX_ADDRESSES)
            .execute();
    return added == 1 ? Optional.of(address) : Optional.empty();
  }

  /** The address, if it is the customer's. */
  public static Optional<Address> find(Handle handle, String customer, String id) {
    return handle
        .createQuery(
            "SELECT * FROM addresses WHERE id = :id AND customer_id = :customer AND NOT deleted")
        .bind("id", id)
        .bind("customer", customer)
        .map((rs, ctx) -> address(rs))
        .findOne();
  }

  static List<Address> list(Handle handle, String customer) {
    return handle
        .createQuery(
            "SELECT * FROM addresses WHERE customer_id = :customer AND NOT deleted ORDER BY id")
        .bind("customer", customer)
        .map((rs, ctx) -> address(rs))
        .list();
  }

  static boolean delete(Handle handle, String customer, String id) {
    return handle
            .createUpdate(
                """
                UPDATE addresses SET deleted = true
                WHERE id = :id AND customer_id = :customer AND NOT deleted
                """)
            .bind("id", id)
            .bind("customer", customer)
            .execute()
        == 1;
  }

  private static Address address(ResultSet rs) throws SQLException {
    return new Address(
        rs.getString("id"),
        rs.getString("label"),
        rs.getDouble("lat"),
        rs.getDouble("lng"),
        rs.getString("text"));
  }
}
