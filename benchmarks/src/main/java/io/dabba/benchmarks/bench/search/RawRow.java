package io.dabba.benchmarks.bench.search;

import io.dabba.benchmarks.bench.search.RawPass.Top;
import io.dabba.geo.CityId;
import io.dabba.search.DeliveryFee;
import io.dabba.search.Restaurant;
import io.dabba.search.RestaurantHit;
import io.dabba.search.RestaurantId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.util.BytesRef;

/** What a hit shows beside the numbers that are columns, as the bytes of one document. */
final class RawRow {
  private static final double METERS_PER_SECOND = 5;

  private RawRow() {}

  static BytesRef write(Restaurant restaurant) {
    ByteBuffersDataOutput out = new ByteBuffersDataOutput();
    try {
      out.writeString(restaurant.id().value());
      out.writeString(restaurant.cityId().value());
      out.writeString(restaurant.name());
      out.writeVInt(restaurant.cuisines().size());
      for (String cuisine : restaurant.cuisines()) {
        out.writeString(cuisine);
      }
      out.writeVInt(restaurant.votes());
      out.writeVInt(restaurant.priceLevel());
      out.writeVLong(restaurant.deliveryFee().baseMinor());
      out.writeVLong(restaurant.deliveryFee().perKilometreMinor());
      out.writeVInt((int) restaurant.prepTime().toMillis());
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory", e);
    }
    return new BytesRef(out.toArrayCopy());
  }

  static RestaurantHit hit(BytesRef row, Top top) throws IOException {
    ByteArrayDataInput in = new ByteArrayDataInput(row.bytes, row.offset, row.length);
    RestaurantId id = new RestaurantId(in.readString());
    CityId city = new CityId(in.readString());
    String name = in.readString();
    List<String> cuisines = new ArrayList<>();
    for (int i = in.readVInt(); i > 0; i--) {
      cuisines.add(in.readString());
    }
    int votes = in.readVInt();
    int priceLevel = in.readVInt();
    DeliveryFee fee = new DeliveryFee(in.readVLong(), in.readVLong());
    Duration prep = Duration.ofMillis(in.readVInt());
    Duration way = Duration.ofMillis((long) (1_000 * top.meters() / METERS_PER_SECOND));
    return new RestaurantHit(
        id,
        city,
        name,
        top.point(),
        top.meters(),
        cuisines,
        top.rating(),
        votes,
        priceLevel,
        top.veg(),
        top.open(),
        top.delivers(),
        fee.atMeters(top.meters()),
        prep,
        prep.plus(way),
        Optional.empty(),
        top.slips() > 0,
        top.score());
  }
}
