package io.dabba.dispatch.offer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.RiderId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OfferTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  @Test
  void offerThatExpiresWhenItOpens_isRefused() {
    assertThatThrownBy(() ->
            new Offer(new RideId("ride"), new RiderId("asha"), new FencingToken(1), NOON, NOON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expiresAt=2026-11-22T12:00:00Z is not after openedAt=");
  }

  @Test
  void tokens_areOrderedByNumber_andTravelAsDecimal() {
    assertThat(new FencingToken(9)).isLessThan(new FencingToken(10));
    assertThat(new FencingToken(10)).hasToString("10");
  }

  @Test
  void tokenBelowOne_isRefused() {
    assertThatThrownBy(() -> new FencingToken(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("fencingToken=0 is not at least 1");
  }
}
