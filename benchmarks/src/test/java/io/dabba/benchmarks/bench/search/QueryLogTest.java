package io.dabba.benchmarks.bench.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.benchmarks.bench.search.LoggedQuery.TypedWord;
import io.dabba.search.Filters;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class QueryLogTest {
  private static final int QUERIES = 2_000;

  private final Restaurants restaurants = new MadeUpRestaurants(1_000, 1);
  private final List<LoggedQuery> log = QueryLog.of(restaurants, QUERIES, 1);

  @Test
  void theLog_isTheSameOfTheSameSeed() {
    assertThat(QueryLog.of(restaurants, QUERIES, 1)).isEqualTo(log);
    assertThat(QueryLog.of(restaurants, QUERIES, 2)).isNotEqualTo(log);
  }

  @Test
  void shares_areWhatTheyShallBe() {
    assertThat(log)
        .allSatisfy(logged -> assertThat(logged.words().size()).isBetween(1, 3))
        .allSatisfy(logged ->
            assertThat(logged.words().stream().filter(TypedWord::slipped).count())
                .isLessThanOrEqualTo(1));
    assertThat(share(logged -> logged.words().stream().anyMatch(TypedWord::slipped)))
        .isBetween(0.12, 0.17);
    assertThat(share(LoggedQuery::facets)).isBetween(0.46, 0.54);
    assertThat(share(logged -> logged.words().size() == 1)).isBetween(0.35, 0.45);
    assertThat(share(logged -> logged.query().radiusMeters() == QueryLog.RADIUS_METERS))
        .isBetween(0.76, 0.84);
    assertThat(share(logged -> !logged.query().filters().equals(Filters.NONE)))
        .isBetween(0.35, 0.5);
  }

  @Test
  void aSlip_isOneEdit_neverNone() {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 10_000; i++) {
      assertThat(EditDistance.between(Slip.in("biryani", random), "biryani")).isEqualTo(1);
    }
  }

  private double share(Predicate<LoggedQuery> what) {
    return (double) log.stream().filter(what).count() / QUERIES;
  }
}
