package io.dabba.search;

import static io.dabba.search.Fixtures.HERE;
import static io.dabba.search.Fixtures.menu;
import static io.dabba.search.Fixtures.restaurant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValidationTest {
  @ParameterizedTest
  @MethodSource
  void outOfRange_isNamedWithItsValue(String nameAndValue, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(nameAndValue);
  }

  static Stream<Arguments> outOfRange_isNamedWithItsValue() {
    return Stream.of(
        refused("restaurantId= ", () -> new RestaurantId("")),
        refused("menuItemId=a b", () -> new MenuItemId("a b")),
        refused("name= ", () -> new MenuItem(new MenuItemId("i"), " ", true, 1)),
        refused("priceMinor=-1", () -> new MenuItem(new MenuItemId("i"), "x", true, -1)),
        refused("name= ", () -> restaurant("r", " ").build()),
        refused("name=xxx", () -> restaurant("r", "x".repeat(201)).build()),
        refused("cuisine=!", () -> restaurant("r", "R").cuisines("Thai", "!").build()),
        refused("cuisine=xxx", () -> restaurant("r", "R").cuisines("x".repeat(65)).build()),
        refused(
            "cuisines.size=17",
            () -> restaurant("r", "R").cuisines(Collections.nCopies(17, "Thai")).build()),
        refused(
            "menu.size=2001",
            () ->
                restaurant("r", "R")
                    .menu(Collections.nCopies(2_001, menu("Dosa").getFirst()))
                    .build()),
        refused("rating=NaN", () -> restaurant("r", "R").rating(Double.NaN, 1).build()),
        refused("rating=5.1", () -> restaurant("r", "R").rating(5.1, 1).build()),
        refused("votes=-1", () -> restaurant("r", "R").rating(5, -1).build()),
        refused("priceLevel=0", () -> restaurant("r", "R").priceLevel(0).build()),
        refused("priceLevel=5", () -> restaurant("r", "R").priceLevel(5).build()),
        refused(
            "deliveryRadiusMeters=-1.0",
            () -> restaurant("r", "R").deliveryRadiusMeters(-1).build()),
        refused(
            "prepTime=PT-1S", () -> restaurant("r", "R").prepTime(Duration.ofSeconds(-1)).build()),
        refused(
            "prepTime=PT25H", () -> restaurant("r", "R").prepTime(Duration.ofHours(25)).build()),
        refused("radiusMeters=0.0", () -> query().radiusMeters(0).build()),
        refused("radiusMeters=2.0040001E7", () -> query().radiusMeters(20_040_001).build()),
        refused("radiusMeters=NaN", () -> query().radiusMeters(Double.NaN).build()),
        refused("cuisine=?", () -> query().cuisines("\u0007").build()),
        refused("minRating=-0.1", () -> query().minRating(-0.1).build()),
        refused("minRating=6.0", () -> query().minRating(6).build()),
        refused("maxPriceLevel=0", () -> query().maxPriceLevel(0).build()),
        refused("limit=0", () -> query().limit(0).build()),
        refused("limit=101", () -> query().limit(101).build()),
        refused("relevanceWeight=-1.0", () -> new Ranking(-1, 1, 1, 1, 1, 1, 0)),
        refused("halfDistanceMeters=0.0", () -> new Ranking(1, 0, 1, 1, 1, 1, 0)),
        refused("ratingWeight=Infinity", () -> new Ranking(1, 1, 1 / 0.0, 1, 1, 1, 0)),
        refused("priorRating=6.0", () -> new Ranking(1, 1, 1, 6, 1, 1, 0)),
        refused("priorVotes=0.0", () -> new Ranking(1, 1, 1, 1, 0, 1, 0)),
        refused("tasteWeight=-1.0", () -> new Ranking(1, 1, 1, 1, 1, 1, -1)),
        refused("at=+1000000000-12-31", () -> query().at(Instant.MAX).build()),
        refused("taste=1.5", () -> query().taste(Map.of("Thai", 1.5)).build()),
        refused("cuisine=!", () -> query().taste(Map.of("!", 0.5)).build()),
        refused("maxDeliveryFeeMinor=-1", () -> query().maxDeliveryFeeMinor(-1).build()),
        refused("popularity=-1", () -> restaurant("r", "R").popularity(-1).build()),
        refused("image= ", () -> restaurant("r", "R").image(" ").build()),
        refused("baseMinor=-1", () -> new DeliveryFee(-1, 0)),
        refused("perKilometreMinor=-1", () -> new DeliveryFee(0, -1)),
        refused("metersPerSecond=0.0", () -> TravelTime.atSpeed(0)),
        refused("popularityWeight=NaN", () -> new Ranking(1, 1, 1, 1, 1, Double.NaN, 0)));
  }

  private static Arguments refused(String nameAndValue, Runnable call) {
    return Arguments.of(nameAndValue, call);
  }

  private static RestaurantQueryBuilder query() {
    return RestaurantQuery.near(HERE);
  }

  @Test
  void bounds_areInside() {
    List<RestaurantQuery> queries =
        List.of(
            query().radiusMeters(20_040_000).limit(100).minRating(5).maxPriceLevel(4).build(),
            query().radiusMeters(0.001).limit(1).minRating(0).maxPriceLevel(1).build());
    assertThat(queries).hasSize(2);
    assertThat(restaurant("r", "x".repeat(200)).deliveryRadiusMeters(50_000).build().votes())
        .isZero();
  }

  @Test
  void query_keepsCuisinesFolded_soThatEqualQueriesAreEqual() {
    RestaurantQuery query = query().cuisines("Café", "cafe", "North-Indian").build();
    assertThat(query.filters().cuisines()).containsExactly("cafe", "north indian");
    assertThat(query).isEqualTo(query().cuisines("NORTH INDIAN", "CAFE").build());
    assertThat(query.toBuilder().build()).isEqualTo(query);
    // folding makes it longer than a cuisine may be
    RestaurantQuery sharp = query().cuisines("ß".repeat(40)).build();
    assertThat(sharp.toBuilder().build()).isEqualTo(sharp);
  }
}
