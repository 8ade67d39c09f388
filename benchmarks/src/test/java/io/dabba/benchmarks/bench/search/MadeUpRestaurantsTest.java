package io.dabba.benchmarks.bench.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.geo.GeoPoint;
import io.dabba.search.MenuItem;
import io.dabba.search.Restaurant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MadeUpRestaurantsTest {
  private static final int SIZE = 4_000;

  private final MadeUpRestaurants restaurants = new MadeUpRestaurants(SIZE, 1);

  @Test
  void aRestaurant_isTheSameOfTheSameSeed_whateverTheSize() {
    MadeUpRestaurants more = new MadeUpRestaurants(2 * SIZE, 1);
    MadeUpRestaurants others = new MadeUpRestaurants(SIZE, 2);
    for (int i = 0; i < 50; i++) {
      assertThat(restaurants.restaurant(i))
          .isEqualTo(restaurants.restaurant(i))
          .isEqualTo(more.restaurant(i))
          .isNotEqualTo(others.restaurant(i));
    }
  }

  @Test
  void eachCity_isADiscWithItsShareOfRestaurants_eachWithItsDishes() {
    Map<String, List<Restaurant>> byCity = new HashMap<>();
    for (Restaurant restaurant : all()) {
      byCity.merge(
          restaurant.cityId().value(),
          List.of(restaurant),
          (some, more) -> java.util.stream.Stream.concat(some.stream(), more.stream()).toList());
      assertThat(restaurant.menu()).hasSize(MadeUpRestaurants.DISHES);
    }
    assertThat(byCity).hasSize(Cities.COUNT);
    for (List<Restaurant> city : byCity.values()) {
      assertThat(city).hasSize(SIZE / Cities.COUNT);
      GeoPoint first = city.getFirst().point();
      assertThat(city)
          .allSatisfy(other -> assertThat(first.distanceMeters(other.point())).isLessThan(30_100));
    }
  }

  /** So that every analyzer keeps them whole, and a word is not one of several. */
  @Test
  void noWord_endsAsPluralsDo() {
    for (Restaurant restaurant : all()) {
      assertThat(restaurant.menu().stream().map(MenuItem::name))
          .noneMatch(name -> name.matches(".*(s|ie|che|she|sse|xe|oe)( .*|$)"));
    }
  }

  @Test
  void ranks_areDrawnAsZipfHasThem() {
    Zipf zipf = new Zipf(1_000);
    SplittableRandom random = new SplittableRandom(3);
    int[] drawn = new int[1_000];
    for (int i = 0; i < 200_000; i++) {
      drawn[zipf.draw(random)]++;
    }
    // 1 / 3.7 to 1 / 13.7
    assertThat((double) drawn[0] / drawn[10]).isBetween(3.2, 4.2);
    assertThat(drawn[999]).isPositive();
  }

  private List<Restaurant> all() {
    return IntStream.range(0, SIZE).mapToObj(restaurants::restaurant).toList();
  }
}
