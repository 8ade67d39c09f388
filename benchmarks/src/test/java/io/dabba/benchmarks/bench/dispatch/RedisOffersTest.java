package io.dabba.benchmarks.bench.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dabba.benchmarks.bench.RedisServer;
import io.dabba.benchmarks.bench.dispatch.RedisOffers.Keys;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On a real Redis, where one is installed. */
@Timeout(60)
class RedisOffersTest {
  private static final Keys ASHA_RIDE_1 = Keys.of("ride-1", "asha");
  private static final Keys RAVI_RIDE_1 = Keys.of("ride-1", "ravi");
  private static final Keys ASHA_RIDE_2 = Keys.of("ride-2", "asha");

  private RedisServer server;
  private RedisOffers offers;

  @BeforeEach
  void start() {
    Optional<Path> program = RedisServer.find();
    assumeTrue(program.isPresent(), "no redis-server here");
    server = RedisServer.start(program.get());
    offers = new RedisOffers(server.port());
  }

  @AfterEach
  void stop() {
    if (server != null) {
      offers.close();
      server.close();
    }
  }

  @Test
  void aRideOrARiderThatIsTaken_isNotOffered_untilTheEnd() throws Exception {
    long token = reply(offers.tryOffer(ASHA_RIDE_1));
    assertThat(token).isPositive();
    assertThat(reply(offers.tryOffer(RAVI_RIDE_1))).isZero();
    assertThat(reply(offers.tryOffer(ASHA_RIDE_2))).isZero();

    assertThat(reply(offers.accept(ASHA_RIDE_1, token))).isOne();
    assertThat(reply(offers.tryOffer(RAVI_RIDE_1))).isZero();
    assertThat(reply(offers.tryOffer(ASHA_RIDE_2))).isZero();

    assertThat(reply(offers.end(ASHA_RIDE_1))).isEqualTo(2);
    assertThat(reply(offers.tryOffer(ASHA_RIDE_2))).isGreaterThan(token);
    assertThat(reply(offers.tryOffer(RAVI_RIDE_1))).isPositive();
  }

  @Test
  void aTokenCountsOnce_andNoOtherCounts() throws Exception {
    long token = reply(offers.tryOffer(ASHA_RIDE_1));

    assertThat(reply(offers.accept(ASHA_RIDE_1, token + 1))).isZero();
    assertThat(reply(offers.accept(ASHA_RIDE_1, token))).isOne();
    assertThat(reply(offers.accept(ASHA_RIDE_1, token))).isZero();
  }

  @Test
  void commandsHeldBack_areAnsweredAfterTheFlush() throws Exception {
    offers.holdBack();
    Future<Long> first = offers.tryOffer(ASHA_RIDE_1);
    Future<Long> second = offers.tryOffer(RAVI_RIDE_1);
    offers.flush();

    assertThat(reply(first)).isPositive();
    assertThat(reply(second)).isZero();
  }

  private static long reply(Future<Long> future) throws Exception {
    return future.get(30, TimeUnit.SECONDS);
  }
}
