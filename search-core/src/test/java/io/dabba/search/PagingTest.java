package io.dabba.search;

import static io.dabba.search.Fixtures.HERE;
import static io.dabba.search.Fixtures.ids;
import static io.dabba.search.Fixtures.menu;
import static io.dabba.search.Fixtures.restaurant;
import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.geo.GeoPoint;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages while the catalogue changes under them. */
class PagingTest {
  private static final int RESTAURANTS = 400;

  private final long seed = new Random().nextLong();

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenMeanwhile_losesNoHit_andRepeatsNone(SortBy sort) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    try (Catalog catalog = Catalog.inMemory();
        ExecutorService writer = Executors.newSingleThreadExecutor()) {
      Random random = new Random(seed);
      for (int i = 0; i < RESTAURANTS; i++) {
        catalog.put(some("r" + i, random));
      }
      catalog.refresh();
      Future<?> writing =
          writer.submit(() -> {
            Random other = new Random(seed + 1);
            while (!over.get()) {
              String id = "r" + other.nextInt(RESTAURANTS);
              if (other.nextInt(3) == 0) {
                catalog.remove(new RestaurantId(id));
              } else {
                catalog.put(some(id, other));
              }
              catalog.refresh();
            }
          });
      try {
        for (int round = 0; round < 25; round++) {
          checkPages(catalog, sort, random);
        }
      } finally {
        over.set(true);
        writing.get();
      }
    }
  }

  private void checkPages(Catalog catalog, SortBy sort, Random random) {
    RestaurantQueryBuilder query =
        RestaurantQuery.near(HERE).text(random.nextBoolean() ? "dosa" : "").sort(sort).limit(17);
    RestaurantHits first = catalog.search(query.build());
    List<String> found = new ArrayList<>(ids(first));
    Optional<String> cursor = first.nextCursor();
    while (cursor.isPresent()) {
      RestaurantHits page = catalog.search(query.cursor(cursor.get()).build());
      assertThat(page.total()).as("seed=%d", seed).isEqualTo(first.total());
      assertThat(page.facets()).as("seed=%d", seed).isEqualTo(first.facets());
      found.addAll(ids(page));
      cursor = page.nextCursor();
    }
    assertThat(found).as("seed=%d", seed).hasSize(first.total()).doesNotHaveDuplicates();
  }

  private static Restaurant some(String id, Random random) {
    GeoPoint point = new GeoPoint(HERE.lat() + random.nextGaussian() * 0.01, HERE.lng());
    return restaurant(id, "Name " + random.nextInt(50), point)
        .menu(random.nextBoolean() ? menu("Dosa", "Item " + random.nextInt(9)) : menu("Idli"))
        .rating(random.nextInt(51) / 10.0, random.nextInt(500))
        .priceLevel(1 + random.nextInt(4))
        .build();
  }

  @Test
  void momentOfTheFirstPage_isThatOfAll() {
    OpeningHours untilNoon =
        new OpeningHours(
            List.of(
                new OpeningHours.Interval(DayOfWeek.FRIDAY, LocalTime.of(8, 0), LocalTime.NOON)));
    try (Catalog catalog = Catalog.inMemory()) {
      for (int i = 0; i < 10; i++) {
        catalog.put(restaurant("r" + i, "Same").hours(untilNoon, ZoneOffset.UTC).build());
      }
      catalog.refresh();
      Instant before = Instant.parse("2026-11-27T11:59:59Z");
      RestaurantQueryBuilder query = RestaurantQuery.near(HERE).openOnly(true).limit(5);
      String cursor = catalog.search(query.at(before).build()).nextCursor().orElseThrow();
      Instant after = before.plusSeconds(60);
      assertThat(catalog.search(query.at(after).build()).total()).isZero();
      RestaurantHits second = catalog.search(query.at(after).cursor(cursor).build());
      assertThat(ids(second)).containsExactly("r5", "r6", "r7", "r8", "r9");
      assertThat(second.hits()).allMatch(RestaurantHit::open);
    }
  }

  @Test
  void afterARestart_pagesGoOn(@TempDir Path directory) {
    RestaurantQueryBuilder query = RestaurantQuery.near(HERE).limit(6);
    String cursor;
    try (Catalog catalog = Catalog.open(directory)) {
      for (int i = 0; i < 10; i++) {
        catalog.put(restaurant("r" + i, "Same").build());
      }
      catalog.refresh();
      cursor = catalog.search(query.build()).nextCursor().orElseThrow();
    }
    try (Catalog catalog = Catalog.open(directory)) {
      assertThat(ids(catalog.search(query.cursor(cursor).build())))
          .containsExactly("r6", "r7", "r8", "r9");
    }
  }
}
