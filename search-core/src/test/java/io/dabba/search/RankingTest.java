package io.dabba.search;

import static io.dabba.search.Fixtures.HERE;
import static io.dabba.search.Fixtures.catalogOf;
import static io.dabba.search.Fixtures.ids;
import static io.dabba.search.Fixtures.restaurant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dabba.geo.GeoPoint;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RankingTest {
  private static final Ranking DISTANCE_ONLY = new Ranking(1, 2_000, 0, 3.5, 20, 0, 0);

  @Test
  void relevance_countsHalfAtTheHalfDistance_andAQuarterAtTwice() {
    assertThat(DISTANCE_ONLY.score(1, 0, 5, 10, 0, 0)).isEqualTo(1);
    assertThat(DISTANCE_ONLY.score(1, 2_000, 5, 10, 0, 0)).isCloseTo(0.5, within(1e-12));
    assertThat(DISTANCE_ONLY.score(1, 4_000, 5, 10, 0, 0))
        .isCloseTo(1 / (1 + Math.sqrt(8)), within(1e-12));
  }

  @Test
  void rating_isDrawnToThePriorWhereVotesAreFew() {
    Ranking ranking = Ranking.DEFAULT;
    assertThat(ranking.weightedRating(0, 0)).isEqualTo(3.2);
    assertThat(ranking.weightedRating(5, 1)).isLessThan(ranking.weightedRating(4.5, 500));
    assertThat(ranking.weightedRating(4.5, 1_000_000)).isCloseTo(4.5, within(0.001));
  }

  @Test
  void weight_isTheMostThatItsReasonAdds() {
    Ranking ranking = new Ranking(3, 1_000, 2, 3.5, 1, 1, 4);
    assertThat(ranking.score(1, 0, 5, Integer.MAX_VALUE, 10_000, 1)).isCloseTo(10, within(1e-6));
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
      assertThat(ids(catalog.search(query.ranking(new Ranking(0, 1, 1, 3, 1, 0, 0)).build())))
          .containsExactly("good", "near");
    }
  }

  @Test
  void taste_liftsWhatTheCustomerLikes_byTheCuisineHeLikesBest() {
    try (Catalog catalog =
        catalogOf(
            restaurant("a", "A").cuisines("Pizza", "Thai"),
            restaurant("b", "B").cuisines("Dosa"),
            restaurant("c", "C").cuisines("Café"))) {
      RestaurantQueryBuilder query = RestaurantQuery.near(HERE);
      assertThat(ids(catalog.search(query.build()))).containsExactly("a", "b", "c");
      query.taste(Map.of("cafe", 0.5, "THAI", 0.2, "pizza", 0.1));
      assertThat(ids(catalog.search(query.build()))).containsExactly("c", "a", "b");
      ScoreParts parts = catalog.explain(query.build(), new RestaurantId("a")).orElseThrow();
      assertThat(parts.taste()).isEqualTo(0.2);
    }
  }

  @Test
  void explanation_comesToTheScore() {
    GeoPoint away = new GeoPoint(HERE.lat() + 0.02, HERE.lng());
    try (Catalog catalog =
        catalogOf(
            restaurant("a", "Pizza One", away).rating(4.2, 90).popularity(400),
            restaurant("b", "Burger Two"))) {
      RestaurantQuery query = RestaurantQuery.near(HERE).text("piza").build();
      RestaurantHit hit = catalog.search(query).hits().getFirst();
      ScoreParts parts = catalog.explain(query, hit.id()).orElseThrow();
      Ranking ranking = query.ranking();
      assertThat(parts.score()).isEqualTo(hit.score());
      assertThat(parts.slips()).isEqualTo(1);
      assertThat(parts.nearness()).isEqualTo(ranking.nearness(hit.distanceMeters()));
      assertThat(parts.rating()).isEqualTo(ranking.weightedRating(4.2, 90) / 5);
      assertThat(parts.popularity()).isEqualTo(Ranking.popularity(400));
      assertThat(
              (float)
                  ranking.score(
                      parts.relevance(), parts.nearness(), parts.rating(), parts.popularity(), 0))
          .isEqualTo((float) parts.score());
      assertThat(catalog.explain(query, new RestaurantId("b"))).isEmpty();
      assertThat(catalog.explain(query, new RestaurantId("unknown"))).isEmpty();
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
