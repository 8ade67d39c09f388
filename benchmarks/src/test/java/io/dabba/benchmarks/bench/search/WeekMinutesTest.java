package io.dabba.benchmarks.bench.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.search.Restaurant;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WeekMinutesTest {
  @Test
  void everyMinuteOfAWeek_isOpenWhereTheHoursSayIt() {
    Restaurants restaurants = new MadeUpRestaurants(200, 5);
    for (int i = 0; i < restaurants.size(); i++) {
      Restaurant restaurant = restaurants.restaurant(i);
      for (int hours = 0; hours < 7 * 24; hours++) {
        Instant moment = QueryLog.AT.plus(Duration.ofMinutes(60L * hours + hours % 60));
        int minute = WeekMinutes.of(moment);
        assertThat(
                WeekMinutes.open(restaurant, QueryLog.AT).stream()
                    .anyMatch(span -> span.from() <= minute && minute <= span.to()))
            .isEqualTo(restaurant.hours().isOpenAt(moment, restaurant.zone()));
      }
    }
  }
}
