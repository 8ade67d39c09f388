package io.dabba.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.store.DataOutput;
import org.apache.lucene.util.BytesRef;

/**
 * A restaurant without its menu as the bytes of one document; read without the checks of {@link
 * Restaurant}, which it has passed.
 */
record RestaurantRow(
    String id,
    double lat,
    double lng,
    double rating,
    double deliveryRadiusMeters,
    int votes,
    int popularity,
    int prepMillis,
    DeliveryFee deliveryFee,
    int priceLevel,
    boolean veg,
    boolean open,
    Schedule schedule,
    List<String> cuisines,
    String cityId,
    String name,
    String image) {
  private static final int VEG = 1;
  private static final int OPEN = 2;

  static BytesRef write(Restaurant restaurant) {
    ByteBuffersDataOutput out = new ByteBuffersDataOutput();
    try {
      write(restaurant, out);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory", e);
    }
    return new BytesRef(out.toArrayCopy());
  }

  private static void write(Restaurant restaurant, ByteBuffersDataOutput out) throws IOException {
    out.writeString(restaurant.id().value());
    writeDouble(out, restaurant.point().lat());
    writeDouble(out, restaurant.point().lng());
    writeDouble(out, restaurant.rating());
    writeDouble(out, restaurant.deliveryRadiusMeters());
    out.writeVInt(restaurant.votes());
    out.writeVInt(restaurant.popularity());
    out.writeVInt((int) restaurant.prepTime().toMillis());
    out.writeVLong(restaurant.deliveryFee().baseMinor());
    out.writeVLong(restaurant.deliveryFee().perKilometreMinor());
    out.writeByte((byte) restaurant.priceLevel());
    out.writeByte((byte) ((restaurant.veg() ? VEG : 0) | (restaurant.open() ? OPEN : 0)));
    new Schedule(restaurant.hours(), restaurant.zone()).write(out);
    out.writeVInt(restaurant.cuisines().size());
    for (String cuisine : restaurant.cuisines()) {
      out.writeString(cuisine);
    }
    out.writeString(restaurant.cityId().value());
    out.writeString(restaurant.name());
    out.writeString(restaurant.image().orElse(""));
  }

  private static void writeDouble(DataOutput out, double value) throws IOException {
    out.writeLong(Double.doubleToLongBits(value));
  }

  static RestaurantRow read(BytesRef bytes) throws IOException {
    ByteArrayDataInput in = new ByteArrayDataInput(bytes.bytes, bytes.offset, bytes.length);
    String id = in.readString();
    double lat = readDouble(in);
    double lng = readDouble(in);
    double rating = readDouble(in);
    double deliveryRadiusMeters = readDouble(in);
    int votes = in.readVInt();
    int popularity = in.readVInt();
    int prepMillis = in.readVInt();
    DeliveryFee deliveryFee = new DeliveryFee(in.readVLong(), in.readVLong());
    int priceLevel = in.readByte();
    int flags = in.readByte();
    Schedule schedule = Schedule.read(in);
    int cuisineCount = in.readVInt();
    List<String> cuisines = new ArrayList<>(cuisineCount);
    for (int i = 0; i < cuisineCount; i++) {
      cuisines.add(in.readString());
    }
    return new RestaurantRow(
        id,
        lat,
        lng,
        rating,
        deliveryRadiusMeters,
        votes,
        popularity,
        prepMillis,
        deliveryFee,
        priceLevel,
        (flags & VEG) != 0,
        (flags & OPEN) != 0,
        schedule,
        cuisines,
        in.readString(),
        in.readString(),
        in.readString());
  }

  static String id(BytesRef bytes) throws IOException {
    return new ByteArrayDataInput(bytes.bytes, bytes.offset, bytes.length).readString();
  }

  private static double readDouble(ByteArrayDataInput in) {
    return Double.longBitsToDouble(in.readLong());
  }
}
