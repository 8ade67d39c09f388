package io.dabba.benchmarks.bench.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dabba.benchmarks.bench.RedisServer;
import io.dabba.geo.GeoPoint;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every peer does the work that it is timed for: it finds whom a scan of all riders finds. */
class PeersTest {
  private static final int JUMPS = 20_000;
  private static final int QUESTIONS = 400;

  /** Planes and Redis' positions make a distance wrong by so much. */
  private static final double INEXACT_SHARE = 0.002;

  private static final double INEXACT_METERS = 1.5;

  static Stream<Arguments> peersAndSpreads() {
    return Stream.of(Peers.values())
        .filter(peer -> peer != Peers.HARNESS)
        .flatMap(peer ->
            Stream.of(
                Arguments.of(peer, Spread.UNIFORM, 300),
                Arguments.of(peer, Spread.UNIFORM, 5_000),
                Arguments.of(peer, Spread.GAUSSIANS, 2_000)));
  }

  @ParameterizedTest
  @MethodSource("peersAndSpreads")
  void afterManyMoves_thePeerFindsTheTenNearest(Peers kind, String spread, int riders) {
    Walk walk = Walk.in(Spread.of(spread), riders);
    try (Peer<?> peer = kind.enroll(walk.rosters().getFirst())) {
      requireTheTenNearest(peer, walk, riders);
    }
  }

  @Test
  @Timeout(60)
  void redisFindsTheTenNearest_oneByOneAndPipelined() {
    Optional<Path> program = RedisServer.find();
    assumeTrue(program.isPresent(), "no redis-server here");
    Walk walk = Walk.in(Spread.of(Spread.UNIFORM), 2_000);
    try (RedisPeer redis = new RedisPeer(program.get(), walk.rosters().getFirst())) {
      requireTheTenNearest(redis, walk, 2_000);
      int first = walk.ask();
      int[] alone = redis.nearest10(walk.askedLat(first), walk.askedLng(first));
      redis.sendMove(0, walk.lat(0), walk.lng(0));
      redis.sendNearest10(walk.askedLat(first), walk.askedLng(first));
      redis.flush();

      assertThat(redis.readMove()).isTrue();
      assertThat(redis.readNearest10()).isEqualTo(alone);
    }
  }

  @Test
  void southAndWestOfZero_redisIsToldTheRightPlace() {
    Optional<Path> program = RedisServer.find();
    assumeTrue(program.isPresent(), "no redis-server here");
    Walk walk = Walk.in(Spread.uniform(new GeoPoint(-0.05, -0.05)), 500);
    try (RedisPeer redis = new RedisPeer(program.get(), walk.rosters().getFirst())) {
      requireTheTenNearest(redis, walk, 500);
    }
  }

  @Test
  void theRidersOfEveryCity_areFoundInTheirs() {
    int perCity = 500;
    Walk walk = new Walk(Spread.cities(3), perCity, 0, 3 * perCity);
    DabbaCities dabba = new DabbaCities(walk.rosters());
    for (int i = 0; i < JUMPS; i++) {
      int rider = walk.jump();
      assertThat(dabba.move(rider, walk.lat(rider), walk.lng(rider), walk.micros())).isTrue();
    }
    for (int i = 0; i < QUESTIONS; i++) {
      int asked = walk.ask();
      int city = walk.cityOf(asked);
      int[] found =
          dabba.nearest10(city, walk.askedLat(asked), walk.askedLng(asked)).stream()
              .mapToInt(hit -> Roster.numberOf(hit.rider()))
              .toArray();
      requireTheSame(walk, asked, found, nearest(walk, asked, 3 * perCity));
      assertThat(Arrays.stream(found)).allMatch(rider -> rider / perCity == city);
    }
  }

  @Test
  void anAnswerRebuilt_isTheAnswer() {
    Walk walk = Walk.in(Spread.of(Spread.UNIFORM), 1_000);
    DabbaPeer dabba = new DabbaPeer(walk.rosters().getFirst());
    var answer = dabba.nearest10(walk.askedLat(1), walk.askedLng(1));

    assertThat(answer).hasSize(Peer.LIMIT);
    assertThat(DabbaPeer.rebuilt(answer)).isEqualTo(answer);
  }

  private static <A> void requireTheTenNearest(Peer<A> peer, Walk walk, int riders) {
    for (int i = 0; i < JUMPS; i++) {
      int rider = walk.jump();
      assertThat(peer.move(rider, walk.lat(rider), walk.lng(rider), walk.micros()))
          .as("rider %d is known", rider)
          .isTrue();
    }
    for (int i = 0; i < QUESTIONS; i++) {
      int asked = walk.ask();
      int[] found = peer.riders(peer.nearest10(walk.askedLat(asked), walk.askedLng(asked)));
      requireTheSame(walk, asked, found, nearest(walk, asked, riders));
    }
  }

  /** Distances in metres of the nearest within a little more than the radius, nearest first. */
  private static double[] nearest(Walk walk, int asked, int riders) {
    return IntStream.range(0, riders)
        .mapToDouble(rider -> meters(walk, asked, rider))
        .filter(meters -> meters <= Peer.RADIUS_METERS * (1 + INEXACT_SHARE) + INEXACT_METERS)
        .sorted()
        .limit(Peer.LIMIT)
        .toArray();
  }

  /** Place by place as near as the nearest, and none left out but at the very edge. */
  private static void requireTheSame(Walk walk, int asked, int[] found, double[] nearest) {
    assertThat(Arrays.stream(found).distinct().count()).isEqualTo(found.length);
    assertThat(found).hasSizeLessThanOrEqualTo(nearest.length);
    for (int i = 0; i < found.length; i++) {
      assertThat(meters(walk, asked, found[i]))
          .as("question %d, hit %d", asked, i)
          .isCloseTo(nearest[i], within(INEXACT_SHARE * nearest[i] + INEXACT_METERS));
    }
    for (int i = found.length; i < nearest.length; i++) {
      assertThat(nearest[i])
          .as("question %d, missing hit %d", asked, i)
          .isGreaterThan(Peer.RADIUS_METERS * (1 - INEXACT_SHARE) - INEXACT_METERS);
    }
  }

  private static double meters(Walk walk, int asked, int rider) {
    return new GeoPoint(walk.askedLat(asked), walk.askedLng(asked))
        .distanceMeters(new GeoPoint(walk.lat(rider), walk.lng(rider)));
  }
}
