package io.dabba.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.geo.Geofence;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * Reads a GeoJSON {@code Polygon} or {@code MultiPolygon} (RFC 7946). Each refusal names the place
 * by its path, such as {@code area.coordinates[0][3]}.
 */
final class GeoJsonArea {
  private static final int LEAST_POSITIONS = 4;
  private static final GeometryFactory GEOMETRIES = new GeometryFactory();

  private GeoJsonArea() {}

  /** An area that {@link Geofence#area} takes; what is wrong with it as a whole is told so. */
  static Geometry read(String field, JsonNode area) {
    if (!area.isObject()) {
      throw FieldReader.invalid(field, JsonBody.shown(area), "an object");
    }
    JsonNode coordinates = area.path("coordinates");
    String place = field + ".coordinates";
    Geometry geometry =
        switch (area.path("type").asText()) {
          case "Polygon" -> polygon(place, coordinates);
          case "MultiPolygon" -> {
            List<Polygon> polygons = new ArrayList<>();
            for (JsonNode polygon : array(place, coordinates)) {
              polygons.add(polygon("%s[%d]".formatted(place, polygons.size()), polygon));
            }
            yield GEOMETRIES.createMultiPolygon(polygons.toArray(Polygon[]::new));
          }
          default ->
              throw FieldReader.invalid(
                  field + ".type", JsonBody.shown(area.path("type")), "Polygon or MultiPolygon");
        };
    try {
      Geofence.area(geometry);
    } catch (IllegalArgumentException e) {
      throw Problem.invalidField(field, null, field + ": " + e.getMessage()).exception();
    }
    return geometry;
  }

  private static Polygon polygon(String place, JsonNode rings) {
    List<LinearRing> read = new ArrayList<>();
    for (JsonNode ring : array(place, rings)) {
      read.add(ring("%s[%d]".formatted(place, read.size()), ring));
    }
    return GEOMETRIES.createPolygon(
        read.getFirst(), read.subList(1, read.size()).toArray(LinearRing[]::new));
  }

  private static LinearRing ring(String place, JsonNode positions) {
    List<Coordinate> read = new ArrayList<>();
    for (JsonNode position : array(place, positions)) {
      read.add(position("%s[%d]".formatted(place, read.size()), position));
    }
    if (read.size() < LEAST_POSITIONS) {
      throw FieldReader.invalid(
          place, read.size() + " positions", "of at least " + LEAST_POSITIONS + " positions");
    }
    if (!read.getFirst().equals2D(read.getLast())) {
      throw FieldReader.invalid(
          "%s[%d]".formatted(place, read.size() - 1),
          JsonBody.shown(positions.get(read.size() - 1)),
          "the first position of its ring, to close it");
    }
    return GEOMETRIES.createLinearRing(read.toArray(Coordinate[]::new));
  }

  /** An altitude is let pass. */
  private static Coordinate position(String place, JsonNode position) {
    boolean two = position.isArray() && (position.size() == 2 || position.size() == 3);
    if (!two || !position.get(0).isNumber() || !position.get(1).isNumber()) {
      throw FieldReader.invalid(place, JsonBody.shown(position), "a position [lng, lat]");
    }
    double lng = position.get(0).doubleValue();
    double lat = position.get(1).doubleValue();
    // written so that NaN is refused too
    if (!(Math.abs(lng) <= 360 && Math.abs(lat) <= 90)) {
      throw FieldReader.invalid(
          place,
          JsonBody.shown(position),
          "a position [lng, lat] from -360 to 360 and from -90 to 90");
    }
    return new Coordinate(lng, lat);
  }

  private static JsonNode array(String place, JsonNode value) {
    if (!value.isArray() || value.isEmpty()) {
      throw FieldReader.invalid(place, JsonBody.shown(value), "an array that is not empty");
    }
    return value;
  }
}
