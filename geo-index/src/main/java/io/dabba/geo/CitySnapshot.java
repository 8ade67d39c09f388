package io.dabba.geo;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * The riders of a city as an index had them, to begin with after a restart instead of waiting for
 * everybody's next ping: {@link RiderIndex#snapshot} and {@link RiderIndex#restore}. Immutable.
 *
 * <p>Written, it is a header, the riders and a checksum; what is damaged, cut off or of another
 * version is refused as a whole.
 */
public record CitySnapshot(CityId city, List<Enrolled> riders) {
  private static final long FORMAT = 0x4441_4242_4100_0001L; // "DABBA", version 1

  /** A rider of the city, and where he was last seen if he was. */
  public record Enrolled(
      RiderId rider, Vehicle vehicle, Availability availability, Optional<Seen> seen) {}

  /** Where a rider was, and when. */
  public record Seen(GeoPoint point, Instant at) {}

  public CitySnapshot {
    riders = List.copyOf(riders);
  }

  /** Writes the snapshot; the stream stays open, and should be buffered. */
  public void writeTo(OutputStream out) throws IOException {
    CheckedOutputStream checked = new CheckedOutputStream(out, new CRC32C());
    DataOutputStream data = new DataOutputStream(checked);
    data.writeLong(FORMAT);
    data.writeUTF(city.value());
    data.writeInt(riders.size());
    for (Enrolled enrolled : riders) {
      data.writeUTF(enrolled.rider.value());
      data.writeUTF(enrolled.vehicle.name());
      data.writeUTF(enrolled.availability.name());
      data.writeBoolean(enrolled.seen.isPresent());
      if (enrolled.seen.isPresent()) {
        Seen seen = enrolled.seen.get();
        data.writeDouble(seen.point.lat());
        data.writeDouble(seen.point.lng());
        data.writeLong(Micros.of(seen.at));
      }
    }
    data.writeLong(checked.getChecksum().getValue());
    data.flush();
  }

  /**
   * Reads what {@link #writeTo} wrote; the stream stays open, and should be buffered.
   *
   * @throws IOException if the stream fails, or does not hold a whole snapshot of this version
   */
  public static CitySnapshot readFrom(InputStream in) throws IOException {
    CheckedInputStream checked = new CheckedInputStream(in, new CRC32C());
    DataInputStream data = new DataInputStream(checked);
    try {
      long format = data.readLong();
      if (format != FORMAT) {
        throw new IOException(
            "not a snapshot of version 1: it begins with %016x".formatted(format));
      }
      CityId city = new CityId(data.readUTF());
      int size = data.readInt();
      List<Enrolled> riders = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        riders.add(readRider(data));
      }
      long checksum = checked.getChecksum().getValue();
      if (data.readLong() != checksum) {
        throw new IOException("the snapshot of city=%s is damaged: its checksum".formatted(city));
      }
      return new CitySnapshot(city, riders);
    } catch (EOFException e) {
      throw new IOException("the snapshot ends before it is whole", e);
    } catch (IllegalArgumentException e) {
      throw new IOException("the snapshot is damaged: " + e.getMessage(), e);
    }
  }

  private static Enrolled readRider(DataInputStream data) throws IOException {
    return new Enrolled(
        new RiderId(data.readUTF()),
        Vehicle.valueOf(data.readUTF()),
        Availability.valueOf(data.readUTF()),
        data.readBoolean() ? Optional.of(readSeen(data)) : Optional.empty());
  }

  private static Seen readSeen(DataInputStream data) throws IOException {
    GeoPoint point = new GeoPoint(data.readDouble(), data.readDouble());
    return new Seen(point, Micros.toInstant(data.readLong()));
  }
}
