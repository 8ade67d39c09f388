package io.dabba.benchmarks.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.benchmarks.simulator.MenuItemPlan;
import io.dabba.benchmarks.simulator.OrderPlan;
import io.dabba.benchmarks.simulator.RestaurantPlan;
import io.dabba.benchmarks.simulator.RiderPlan;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeneratedCityTest {
  private static final Instant NOON = Instant.parse("2026-01-15T06:30:00Z");

  @Test
  void theSameSeed_makesTheSameCityAndTheSameOrders() {
    GeneratedCity one = new GeneratedCity(5, 60, 80);
    GeneratedCity two = new GeneratedCity(5, 60, 80);

    assertThat(one.plan()).isEqualTo(two.plan());
    assertThat(one.order(17, NOON)).isEqualTo(two.order(17, NOON));
    assertThat(new GeneratedCity(6, 60, 80).plan()).isNotEqualTo(one.plan());
  }

  @Test
  void restaurantsAndRidersAreNamedApart_andInTheCity() {
    GeneratedCity city = new GeneratedCity(1, 60, 80);

    assertThat(city.plan().restaurants())
        .hasSize(60)
        .allMatch(each -> each.place().distanceMeters(city.plan().center()) < 15_000);
    assertThat(city.plan().restaurants()).extracting(RestaurantPlan::name).doesNotHaveDuplicates();
    assertThat(city.plan().riders()).extracting(RiderPlan::id).hasSize(80).doesNotHaveDuplicates();
  }

  @Test
  void everyOrder_canBeServedByItsRestaurant() {
    GeneratedCity city = new GeneratedCity(1, 60, 80);
    Map<String, RestaurantPlan> restaurants = new HashMap<>();
    city.plan().restaurants().forEach(each -> restaurants.put(each.id(), each));

    for (int number = 1; number <= 500; number++) {
      OrderPlan order = city.order(number, NOON);
      RestaurantPlan restaurant = restaurants.get(order.restaurantId());
      assertThat(restaurant.place().distanceMeters(order.dropoff()))
          .isLessThan(restaurant.deliveryRadiusMeters());
      assertThat(restaurant.menu()).extracting(MenuItemPlan::id).containsAll(order.itemIds());
      assertThat(order.readyAt()).isAfter(order.placeAt());
    }
  }
}
