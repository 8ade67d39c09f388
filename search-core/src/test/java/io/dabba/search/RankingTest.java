package io.dabba.search;

import static io.dabba.search.Fixtures.HERE;
import static io.dabba.search.Fixtures.catalogOf;
import static io.dabba.search.Fixtures.ids;
import static io.dabba.search.Fixtures.restaurant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dabba.geo.GeoPoint;
import org.junit.jupiter.api.Test;

class RankingTest {
  private static final Ranking DISTANCE_ONLY = new Ranking(1, 2_000, 0, 3.5, 20, 0);

  @Test
  void relevance_countsHalfAtTheHalfDistance_andASixteenthAtTwice() {
    assertThat(DISTANCE_ONLY.score(1, 0, 5, 10)).isEqualTo(1);
    assertThat(DISTANCE_ONLY.score(1, 2_000, 5, 10)).isEqualTo(0.5);
    assertThat(DISTANCE_ONLY.score(1, 4_000, 5, 10)).isEqualTo(1 / 16.0);
  }

  @Test
  void rating_isDrawnToThePriorWhereVotesAreFew() {
    Ranking ranking = Ranking.DEFAULT;
    assertThat(ranking.weightedRating(0, 0)).isEqualTo(3.5);
    assertThat(ranking.weightedRating(5, 1)).isLessThan(ranking.weightedRating(4.5, 500));
    assertThat(ranking.weightedRating(4.5, 1_000_000)).isCloseTo(4.5, within(0.001));
  }

  @Test
  void weight_isTheMostThatItsReasonAdds() {
    Ranking ranking = new Ranking(3, 1_000, 2, 3.5, 1, 1);
    assertThat(ranking.score(1, 0, 5, Integer.MAX_VALUE)).isCloseTo(6, within(1e-6));
    assertThat(Ranking.relevance(0, 0)).isEqualTo(1);
    assertThat(Ranking.relevance(1e9, 1)).isCloseTo(1, within(1e-6)).isLessThan(1);
  }

  @Test
  void rankingOfTheQuery_decidesTheOrder() {
    GeoPoint away = new GeoPoint(HERE.lat() + 0.02, HERE.lng());
    try (Catalog catalog =
        catalogOf(
            restaurant("near", "Near").rating(2, 500),
            restaurant("good", "Good", away).rating(5, 500))) {
      RestaurantQueryBuilder query = RestaurantQuery.near(HERE);
      assertThat(ids(catalog.search(query.ranking(DISTANCE_ONLY).build())))
          .containsExactly("near", "good");
      assertThat(ids(catalog.search(query.ranking(new Ranking(0, 1, 1, 3, 1, 0)).build())))
          .containsExactly("good", "near");
    }
  }

  @Test
  void sortByRating_doesNotLetASingleVoteLead() {
    try (Catalog catalog =
        catalogOf(
            restaurant("single", "Single").rating(5, 1),
            restaurant("loved", "Loved").rating(4.6, 900),
            restaurant("new", "New"))) {
      RestaurantQuery query = RestaurantQuery.near(HERE).sort(SortBy.RATING).build();
      assertThat(ids(catalog.search(query))).containsExactly("loved", "single", "new");
    }
  }
}
