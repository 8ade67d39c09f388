package io.dabba.search;

import static io.dabba.search.Fixtures.HERE;
import static io.dabba.search.Fixtures.ids;
import static io.dabba.search.Fixtures.restaurant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
  private final Catalog catalog = Catalog.inMemory();
  private final RestaurantQueryBuilder query = RestaurantQuery.near(HERE).limit(3);

  @BeforeEach
  void putTen() {
    for (int i = 0; i < 10; i++) {
      catalog.put(restaurant("r" + i, "Same").build());
    }
    catalog.refresh();
  }

  @AfterEach
  void close() {
    catalog.close();
  }

  @ParameterizedTest
  @EnumSource
  void pagesOfEqualRestaurants_followTheirIds_andTheLastHasNoCursor(SortBy sort) {
    List<List<String>> pages = new ArrayList<>();
    Optional<String> cursor;
    query.sort(sort);
    do {
      RestaurantHits page = catalog.search(query.build());
      pages.add(ids(page));
      assertThat(page.total()).isEqualTo(10);
      assertThat(pages).as("a page comes again").hasSizeLessThanOrEqualTo(4);
      cursor = page.nextCursor();
      cursor.ifPresent(query::cursor);
    } while (cursor.isPresent());
    assertThat(pages)
        .containsExactly(
            List.of("r0", "r1", "r2"),
            List.of("r3", "r4", "r5"),
            List.of("r6", "r7", "r8"),
            List.of("r9"));
  }

  @Test
  void fullLastPage_hasNoCursor() {
    assertThat(catalog.search(query.limit(10).build()).nextCursor()).isEmpty();
    assertThat(catalog.search(query.limit(9).build()).nextCursor()).isPresent();
  }

  @Test
  void limit_mayChangeBetweenPages() {
    String cursor = catalog.search(query.build()).nextCursor().orElseThrow();
    assertThat(ids(catalog.search(query.cursor(cursor).limit(2).build())))
        .containsExactly("r3", "r4");
  }

  @Test
  void restaurantOfTheCursor_mayBeGone() {
    String cursor = catalog.search(query.build()).nextCursor().orElseThrow();
    catalog.remove(new RestaurantId("r2"));
    catalog.refresh();
    assertThat(ids(catalog.search(query.cursor(cursor).build()))).containsExactly("r3", "r4", "r5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "x", "!!!!", "AAAA", "\u0000", "ÄÖÜ", "../../etc/passwd"})
  void garbage_isRefusedByName(String cursor) {
    assertRefused(cursor);
    assertRefused(cursor.repeat(10_000) + "A".repeat(10_000));
  }

  @Test
  void everyChangedCharacter_isRefused() {
    String cursor = catalog.search(query.build()).nextCursor().orElseThrow();
    for (int i = 0; i < cursor.length(); i++) {
      char changed = cursor.charAt(i) == 'A' ? 'B' : 'A';
      assertRefused(cursor.substring(0, i) + changed + cursor.substring(i + 1));
      assertRefused(cursor.substring(0, i));
    }
    assertRefused(cursor + "=");
    assertRefused(cursor + "A");
  }

  @Test
  void cursorOfAnotherQuery_isRefused() {
    String cursor = catalog.search(query.build()).nextCursor().orElseThrow();
    RestaurantQuery same = query.cursor(cursor).build();
    List<RestaurantQuery> others =
        List.of(
            same.toBuilder().text("same").build(),
            same.toBuilder().radiusMeters(4_999).build(),
            same.toBuilder().cuisines("thai").build(),
            same.toBuilder().vegOnly(true).build(),
            same.toBuilder().openOnly(true).build(),
            same.toBuilder().deliversHere(true).build(),
            same.toBuilder().minRating(1).build(),
            same.toBuilder().maxPriceLevel(3).build(),
            same.toBuilder().maxDeliveryFeeMinor(3).build(),
            same.toBuilder().sort(SortBy.DISTANCE).build(),
            same.toBuilder().ranking(new Ranking(1, 2_500, 0.5, 3.5, 20, 0.1, 0.3)).build());
    for (RestaurantQuery other : others) {
      assertThatThrownBy(() -> catalog.search(other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("another query");
    }
  }

  @Test
  void tasteThatChangesMeanwhile_breaksNoPage() {
    String cursor =
        catalog.search(query.taste(Map.of("Thai", 0.5)).build()).nextCursor().orElseThrow();
    RestaurantQuery next = query.taste(Map.of("Thai", 0.6, "Pizza", 0.1)).cursor(cursor).build();
    assertThat(ids(catalog.search(next))).containsExactly("r3", "r4", "r5");
  }

  private void assertRefused(String cursor) {
    RestaurantQuery bad = query.cursor(cursor).build();
    assertThatThrownBy(() -> catalog.search(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("cursor=")
        .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(200));
  }
}
