package io.dabba.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.ride.Ride;
import io.dabba.dispatch.ride.RideId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SearchesTest {
  private static final Instant NOON = Scenario.time("12:00");
  private static final OrderId BIRYANI = new OrderId("biryani");
  private static final OrderId DOSA = new OrderId("dosa");
  private static final Ride TRAY =
      new Ride(
          new RideId("tray"),
          Scenario.CITY,
          Scenario.RESTAURANT,
          Scenario.together("tray", "biryani 12:12", "dosa 12:12").orders());

  private final Searches searches = new Searches();
  private final RideSearch search = RideSearch.begin(TRAY, NOON, NOON.plusSeconds(60));

  @Test
  void search_isFoundByItsRide_andByEachOfItsOrders() {
    searches.put(search);

    assertThat(searches.find(TRAY.id())).contains(search);
    assertThat(searches.find(BIRYANI)).contains(search);
    assertThat(searches.find(DOSA)).contains(search);
    assertThat(searches.find(new OrderId("idli"))).isEmpty();
  }

  @Test
  void orderThatTheRideDoesNotCarryAnyMore_doesNotFindIt() {
    RideSearch rest = search.of(TRAY.without(BIRYANI).orElseThrow());
    searches.put(search);

    searches.put(rest);

    assertThat(searches.find(BIRYANI)).isEmpty();
    assertThat(searches.find(DOSA)).contains(rest);
    assertThat(searches.all()).containsExactly(rest);
  }

  @Test
  void removedSearch_isNotFound() {
    searches.put(search);

    searches.remove(TRAY.id());

    assertThat(searches.find(TRAY.id())).isEmpty();
    assertThat(searches.find(DOSA)).isEmpty();
    assertThat(searches.all()).isEmpty();
  }
}
