package io.dabba.server.catalog;

import io.dabba.geo.CityId;
import io.dabba.server.catalog.Promotion.Reduction;
import io.dabba.server.postgres.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Promotions as rows. */
public final class PromotionStore {
  private PromotionStore() {}

  /** The promotion of a city under this code, valid or not; upper and lower case differ. */
  public static Optional<Promotion> find(Handle handle, CityId city, String code) {
    return handle
        .createQuery("SELECT * FROM promotions WHERE city_id = :city AND code = :code")
        .bind("city", city.value())
        .bind("code", code)
        .map((rs, ctx) -> promotion(rs))
        .findOne();
  }

  /** False if there is no such city. */
  static boolean put(Handle handle, CityId city, Promotion promotion) {
    return handle
            .createUpdate(
                """
                INSERT INTO promotions (city_id, code, percent_basis_points, amount_minor, max_minor,
                                        min_items_minor, valid_from, valid_until)
                SELECT id, :code, CAST(:percent AS integer), CAST(:amount AS bigint),
                       CAST(:max AS bigint), :min, :from, :until
                FROM cities WHERE id = :city
                ON CONFLICT (city_id, code) DO UPDATE SET
                  percent_basis_points = excluded.percent_basis_points,
                  amount_minor = excluded.amount_minor, max_minor = excluded.max_minor,
                  min_items_minor = excluded.min_items_minor, valid_from = excluded.valid_from,
                  valid_until = excluded.valid_until
                """)
            .bind("city", city.value())
            .bind("code", promotion.code())
            .bind("percent", basisPoints(promotion.reduction()))
            .bind("amount", amountMinor(promotion.reduction()))
            .bind("max", promotion.maxMinor())
            .bind("min", promotion.minItemsMinor())
            .bind("from", promotion.validFrom())
            .bind("until", promotion.validUntil())
            .execute()
        == 1;
  }

  /** False if there was none. */
  static boolean delete(Handle handle, CityId city, String code) {
    return handle
            .createUpdate("DELETE FROM promotions WHERE city_id = :city AND code = :code")
            .bind("city", city.value())
            .bind("code", code)
            .execute()
        == 1;
  }

  private static @Nullable Integer basisPoints(Reduction reduction) {
    return reduction instanceof Reduction.Percent percent ? percent.basisPoints() : null;
  }

  private static @Nullable Long amountMinor(Reduction reduction) {
    return reduction instanceof Reduction.Amount amount ? amount.amountMinor() : null;
  }

  /** A row of {@code promotions}. */
  public static Promotion promotion(ResultSet rs) throws SQLException {
    int percent = rs.getInt("percent_basis_points");
    Reduction reduction =
        rs.wasNull()
            ? new Reduction.Amount(rs.getLong("amount_minor"))
            : new Reduction.Percent(percent);
    long max = rs.getLong("max_minor");
    OptionalLong maxMinor = rs.wasNull() ? OptionalLong.empty() : OptionalLong.of(max);
    return new Promotion(
        rs.getString("code"),
        reduction,
        maxMinor,
        rs.getLong("min_items_minor"),
        Columns.instant(rs, "valid_from"),
        Columns.instant(rs, "valid_until"));
  }
}
