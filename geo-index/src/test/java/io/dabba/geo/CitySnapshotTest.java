package io.dabba.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CitySnapshotTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.000001Z");
  private static final CityId MUMBAI = new CityId("mumbai");
  private static final Vehicle[] VEHICLES = Vehicle.values();
  private static final Availability[] AVAILABILITIES = Availability.values();
  private static final RiderId ASHA = new RiderId("asha");

  private final Random random = Globe.random();
  private final RiderIndex index = emptyIndex();

  @Test
  void aRestoredCity_answersAsTheOneThatWasKept() throws IOException {
    fill();
    RiderIndex restored = emptyIndex();
    restored.restore(CitySnapshot.readFrom(new ByteArrayInputStream(written())));

    assertThat(restored.snapshot()).isEqualTo(index.snapshot());
    assertThat(restored.size()).isEqualTo(2_000);
    GeoPoint center = new GeoPoint(19, 72.8);
    assertThat(restored.within(center, 5_000, NOON))
        .hasSizeGreaterThan(100)
        .isEqualTo(index.within(center, 5_000, NOON));
  }

  @Test
  void whatWasSeenSince_staysAsItIs() {
    fill();
    CitySnapshot snapshot = index.snapshot();
    GeoPoint later = new GeoPoint(19.5, 72);
    RiderIndex restored = emptyIndex();
    restored.enroll(new RiderId("r1"), Vehicle.BICYCLE, Availability.OFFERED);
    restored.report(Ping.of(new RiderId("r1"), later, NOON.plusSeconds(60)));
    restored.restore(snapshot);
    assertThat(restored.find(new RiderId("r1")))
        .contains(
            new RiderPosition(
                new RiderId("r1"),
                later,
                NOON.plusSeconds(60),
                Availability.OFFERED,
                Vehicle.BICYCLE));
  }

  @Test
  void aSnapshotOfAnotherCity_isRefused() {
    CitySnapshot other = new RiderIndex(new CityId("pune"), Duration.ofMinutes(2)).snapshot();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> index.restore(other))
        .withMessage("snapshot.city=pune is not city=mumbai");
  }

  @Test
  void whatIsDamagedOrCutOff_isRefused() throws IOException {
    index.enroll(ASHA, Vehicle.CAR, Availability.AVAILABLE);
    index.report(Ping.of(ASHA, new GeoPoint(19, 72), NOON));
    byte[] whole = written();
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= (byte) (1 << random.nextInt(8));
      assertThatIOException()
          .as("byte %d", i)
          .isThrownBy(() -> CitySnapshot.readFrom(new ByteArrayInputStream(damaged)));
      byte[] cut = Arrays.copyOf(whole, i);
      assertThatIOException()
          .isThrownBy(() -> CitySnapshot.readFrom(new ByteArrayInputStream(cut)))
          .withMessage("the snapshot ends before it is whole");
    }
  }

  private void fill() {
    for (int i = 0; i < 2_000; i++) {
      RiderId rider = new RiderId("r" + i);
      index.enroll(rider, VEHICLES[i % VEHICLES.length], AVAILABILITIES[i % AVAILABILITIES.length]);
      if (i % 5 != 0) {
        index.report(Ping.of(rider, Globe.near(new GeoPoint(19, 72.8), 15_000, random), NOON));
      }
    }
  }

  private byte[] written() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    index.snapshot().writeTo(out);
    return out.toByteArray();
  }

  private static RiderIndex emptyIndex() {
    return new RiderIndex(MUMBAI, Duration.ofMinutes(2));
  }
}
