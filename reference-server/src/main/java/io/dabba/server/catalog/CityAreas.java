package io.dabba.server.catalog;

import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.fence.CityAtlas;
import io.dabba.server.postgres.Columns;
import io.dabba.server.postgres.Database;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import org.locationtech.jts.io.WKTWriter;

/**
 * The areas of the stored cities, as an atlas. It is loaded anew when any city has changed since,
 * at whichever server, so an answer shows every change that was committed before. Thread-safe.
 */
public final class CityAreas {
  private final Database database;
  private volatile Edition edition;

  private CityAreas(Database database, Edition edition) {
    this.database = database;
    this.edition = edition;
  }

  /**
   * The atlas of one moment.
   *
   * @param versions the sum of the versions of all cities: it grows with each change
   */
  private record Edition(long versions, CityAtlas atlas) {}

  private record Row(CityId city, long version, Optional<String> area) {}

  /** Loads what is stored. */
  public static CityAreas load(Database database) {
    return new CityAreas(database, database.jdbi().withHandle(CityAreas::edition));
  }

  /** The city whose area the point is in, as {@link CityAtlas#cityOf} has it. */
  public Optional<CityId> cityOf(GeoPoint point) {
    return current().atlas().cityOf(point);
  }

  /** As it is stored. */
  static String text(Geometry area) {
    return new WKTWriter().write(area);
  }

  private Edition current() {
    long versions = database.jdbi().withHandle(CityAreas::versions);
    if (edition.versions() < versions) {
      reload(versions);
    }
    return edition;
  }

  private synchronized void reload(long versions) {
    if (edition.versions() < versions) {
      edition = database.jdbi().withHandle(CityAreas::edition);
    }
  }

  private static long versions(Handle handle) {
    return handle
        .createQuery("SELECT coalesce(sum(version), 0) FROM cities")
        .mapTo(Long.class)
        .one();
  }

  private static Edition edition(Handle handle) {
    List<Row> rows =
        handle
            .createQuery("SELECT id, version, area FROM cities")
            .map((rs, ctx) ->
                new Row(
                    new CityId(rs.getString("id")),
                    rs.getLong("version"),
                    Columns.optionalText(rs, "area")))
            .list();
    Map<CityId, Geometry> areas = new HashMap<>();
    rows.forEach(row -> row.area().ifPresent(area -> areas.put(row.city(), geometry(row, area))));
    return new Edition(rows.stream().mapToLong(Row::version).sum(), CityAtlas.of(areas));
  }

  private static Geometry geometry(Row row, String area) {
    try {
      return new WKTReader().read(area);
    } catch (ParseException e) {
      throw new IllegalStateException(
          "the stored area of city %s is none".formatted(row.city()), e);
    }
  }
}
