package io.dabba.search;

import static io.dabba.search.Fixtures.HERE;
import static io.dabba.search.Fixtures.ids;
import static io.dabba.search.Fixtures.restaurant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.geo.GeoPoint;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SearchCacheTest {
  private static final int ASKERS = 1_000;
  private static final Instant NOON = Instant.parse("2026-11-27T06:30:00Z");

  private final Way way = new Way();
  private final Catalog catalog = Catalog.inMemory(new CatalogSettings(way, Synonyms.standard()));
  private final AtomicLong nanos = new AtomicLong();
  private final SearchCache cache = SearchCache.of(catalog, 100_000, nanos::get);
  private final RestaurantQueryBuilder query = RestaurantQuery.near(HERE);

  /** Called by loads that sort by ETA. */
  private static final class Way implements TravelTime {
    private volatile Runnable first = () -> {};

    @Override
    public Duration between(GeoPoint restaurant, GeoPoint door) {
      return Duration.ofSeconds(Math.round(restaurant.distanceMeters(door)));
    }

    @Override
    public Duration atLeast(double meters) {
      first.run();
      return Duration.ofSeconds(Math.round(meters));
    }
  }

  @AfterEach
  void close() {
    catalog.close();
  }

  @Test
  void thousandWhoAskAtOnce_areAnsweredFromOneLoad() throws InterruptedException {
    put(restaurant("r1", "Dabba Express"));
    CountDownLatch allWait = new CountDownLatch(1);
    way.first = () -> await(allWait);
    Queue<List<String>> answers = new ConcurrentLinkedQueue<>();
    RestaurantQuery byEta = query.sort(SortBy.ETA).build();
    List<Thread> askers = start(() -> answers.add(ids(cache.search(byEta))));
    awaitAllWaiting(askers);
    allWait.countDown();
    for (Thread asker : askers) {
      asker.join();
    }
    assertThat(answers).hasSize(ASKERS).containsOnly(List.of("r1"));
    assertThat(cache.counts()).isEqualTo(new SearchCache.Counts(ASKERS, 1, 0));
  }

  @Test
  void failureOfALoad_isHeardByAllWhoWait_andNotKept() throws InterruptedException {
    put(restaurant("r1", "Dabba Express"));
    RestaurantQuery byEta = query.sort(SortBy.ETA).build();
    IllegalStateException failure = new IllegalStateException("no map");
    CountDownLatch allWait = new CountDownLatch(1);
    way.first =
        () -> {
          await(allWait);
          throw failure;
        };
    Queue<Exception> heard = new ConcurrentLinkedQueue<>();
    List<Thread> askers =
        start(() -> {
          try {
            cache.search(byEta);
          } catch (IllegalStateException e) {
            heard.add(e);
          }
        });
    awaitAllWaiting(askers);
    allWait.countDown();
    for (Thread asker : askers) {
      asker.join();
    }
    assertThat(heard).hasSize(ASKERS).containsOnly(failure);
    way.first = () -> {};
    assertThat(ids(cache.search(byEta))).containsExactly("r1");
    assertThat(cache.counts()).isEqualTo(new SearchCache.Counts(1, 2, 0));
  }

  @Test
  void changes_areSeenAfterAMinute() {
    put(restaurant("r1", "Dabba Express"));
    cache.search(query.build());
    put(restaurant("r1", "Dabba Palace"), restaurant("r2", "Tiffin"));
    assertThat(names()).containsExactly("Dabba Express");
    nanos.addAndGet(SearchCache.TIME_TO_LIVE.toNanos() - 1);
    assertThat(names()).containsExactly("Dabba Express");
    nanos.addAndGet(1);
    assertThat(names()).containsExactlyInAnyOrder("Dabba Palace", "Tiffin");
  }

  @Test
  void restaurantThatIsSwitchedOff_leavesAtOnce_andComesBackWhenItIsLoadedAnew() {
    put(restaurant("r1", "Dabba Express"), restaurant("r2", "Tiffin"));
    assertThat(names()).hasSize(2);
    catalog.put(restaurant("r1", "Dabba Express").open(false).build());
    assertThat(names()).containsExactly("Tiffin");
    assertThat(cache.search(query.build()).total()).isEqualTo(1);
    assertThat(cache.search(query.build()).facets().openOnly()).isEqualTo(1);
    put(restaurant("r1", "Dabba Palace"));
    assertThat(names()).as("what it was before does not come again").containsExactly("Tiffin");
    nanos.addAndGet(SearchCache.TIME_TO_LIVE.toNanos());
    assertThat(names()).containsExactlyInAnyOrder("Dabba Palace", "Tiffin");
  }

  @Test
  void restaurantThatClosed_isNotInWhatIsLoadedBeforeTheIndexKnows() {
    put(restaurant("r1", "Dabba Express"), restaurant("r2", "Tiffin"));
    catalog.put(restaurant("r1", "Dabba Express").open(false).build());
    catalog.remove(new RestaurantId("r2"));
    assertThat(names()).isEmpty();
    catalog.refresh();
    nanos.addAndGet(SearchCache.TIME_TO_LIVE.toNanos());
    assertThat(cache.search(query.build()).hits())
        .extracting(hit -> hit.name() + " " + hit.open())
        .containsExactly("Dabba Express false");
  }

  @Test
  void restaurantThatClosesWhileItIsLoaded_isNotInTheAnswer() {
    put(restaurant("r1", "Dabba Express"), restaurant("r2", "Tiffin"));
    way.first = () -> catalog.remove(new RestaurantId("r1"));
    assertThat(ids(cache.search(query.sort(SortBy.ETA).build()))).containsExactly("r2");
  }

  @Test
  void moreClosingsThanAreRemembered_leaveNothingClosedInAnAnswer() {
    put(restaurant("r1", "Dabba Express"), restaurant("r2", "Tiffin"));
    catalog.remove(new RestaurantId("r1"));
    for (int i = 0; i < Closings.MAX_RECENT; i++) {
      catalog.remove(new RestaurantId("none" + i));
    }
    cache.search(query.build());
    assertThat(cache.counts().passedBy()).as("whether r1 closed is not known").isEqualTo(1);
    catalog.refresh();
    nanos.addAndGet(SearchCache.TIME_TO_LIVE.toNanos());
    assertThat(names()).containsExactly("Tiffin");
    assertThat(cache.counts().hits()).isEqualTo(1);
  }

  @Test
  void removedAndCleared_leaveAtOnce() {
    put(restaurant("r1", "Dabba Express"), restaurant("r2", "Tiffin"));
    assertThat(names()).hasSize(2);
    catalog.remove(new RestaurantId("r2"));
    assertThat(names()).containsExactly("Dabba Express");
    catalog.clear();
    catalog.refresh();
    assertThat(names()).isEmpty();
    put(restaurant("r3", "Thali"));
    nanos.addAndGet(SearchCache.TIME_TO_LIVE.toNanos());
    assertThat(names()).containsExactly("Thali");
  }

  @ParameterizedTest
  @EnumSource
  void pagesAfterAFirstFromMemory_loseAndRepeatNothing_whateverIsPutMeanwhile(SortBy sort) {
    RandomCity city = new RandomCity(HERE, new Random(5));
    for (int i = 0; i < 300; i++) {
      catalog.put(city.restaurant("r" + i));
    }
    catalog.refresh();
    query.sort(sort).text("biryani").radiusMeters(9_000).limit(7);
    cache.search(query.build());
    RestaurantQuery mine = near(new GeoPoint(HERE.lat() + 0.0005, HERE.lng() - 0.0005)).build();
    List<String> all = ids(catalog.search(mine.toBuilder().limit(100).build()));
    assertThat(all).hasSizeGreaterThan(50);
    List<String> paged = new ArrayList<>();
    RestaurantHits page = cache.search(mine);
    assertThat(cache.counts()).isEqualTo(new SearchCache.Counts(2, 1, 0));
    for (int pages = 0; paged.size() < all.size(); pages++) {
      assertThat(pages).isLessThan(100);
      paged.addAll(ids(page));
      if (page.nextCursor().isEmpty()) {
        break;
      }
      put(city.restaurant("r" + pages));
      page = cache.search(mine.toBuilder().cursor(page.nextCursor().get()).build());
    }
    assertThat(paged.subList(0, all.size())).isEqualTo(all);
    assertThat(cache.counts().hits()).as("later pages pass by").isEqualTo(2);
  }

  @Test
  void tastes_shareALoadAndOrderForEach() {
    put(
        restaurant("r1", "Dabba One").cuisines("Thai"),
        restaurant("r2", "Dabba Two").cuisines("Café"));
    assertThat(ids(cache.search(query.taste(Map.of("thai", 1.0)).build())))
        .containsExactly("r1", "r2");
    assertThat(ids(cache.search(query.taste(Map.of("cafe", 1.0)).build())))
        .containsExactly("r2", "r1");
    assertThat(cache.counts()).isEqualTo(new SearchCache.Counts(2, 1, 0));
  }

  @Test
  void openAndDelivery_areThoseOfTheAsker() {
    put(
        restaurant("r1", "Dabba")
            .deliveryRadiusMeters(100)
            .deliveryFee(new DeliveryFee(10, 5))
            .hours(RandomCity.daily(LocalTime.of(12, 5), LocalTime.of(15, 0)), RandomCity.ZONE));
    GeoPoint away = new GeoPoint(HERE.lat() + 0.0012, HERE.lng());
    RestaurantHit here = cache.search(query.at(NOON.plusSeconds(299)).build()).hits().getFirst();
    assertThat(here.open()).isFalse();
    assertThat(here.delivers()).isTrue();
    assertThat(here.deliveryFeeMinor()).isEqualTo(10);
    RestaurantHit later =
        cache.search(near(away).at(NOON.plusSeconds(300)).build()).hits().getFirst();
    assertThat(later.open()).isTrue();
    assertThat(later.delivers()).isFalse();
    assertThat(later.deliveryFeeMinor()).isEqualTo(15);
    assertThat(cache.search(near(away).deliversHere(true).build()).hits()).isEmpty();
    assertThat(ids(cache.search(near(HERE).openOnly(true).at(NOON).build()))).isEmpty();
    assertThat(ids(cache.search(near(HERE).openOnly(true).at(NOON.plusSeconds(300)).build())))
        .containsExactly("r1");
  }

  @ParameterizedTest
  @CsvSource({
    "Paneer  Pizza, paneer pizza",
    "' paneer, pizza! ', 'paneer pizza '",
    "'pizza !', pizza",
    "Domino's, dominos",
    "paneer pizza, paneer pizza",
    "'', ''",
    "'!? ', ''",
    "'a ', 'a '",
    "Crème Brûlée, Crème Brûlée",
    "'A\u0000B\u007f', a b"
  })
  void textsThatMeanTheSame_areOne(String typed, String normalised) {
    assertThat(CellKey.normalised(typed)).isEqualTo(normalised);
  }

  @Test
  void whatCannotBeCached_passesBy() {
    put(restaurant("r1", "Dabba"), restaurant("r2", "Dabba"));
    String cursor = cache.search(query.limit(1).build()).nextCursor().orElseThrow();
    List<RestaurantQuery> passing =
        List.of(
            near(HERE).limit(1).cursor(cursor).build(),
            near(HERE).radiusMeters(50).build(),
            near(HERE).ranking(new Ranking(1, 1, 0.5, 3.5, 20, 0.1, 0.2)).build(),
            near(HERE).at(Instant.ofEpochSecond(-1)).build(),
            near(HERE).at(Instant.parse("9999-01-01T00:00:00Z")).build());
    for (RestaurantQuery each : passing) {
      assertThat(cache.search(each)).isEqualTo(catalog.search(each));
    }
    assertThat(cache.counts()).isEqualTo(new SearchCache.Counts(1, 1, passing.size()));
    assertThat(ids(cache.search(near(HERE).limit(9).radiusMeters(20_040_000).build()))).hasSize(2);
    RestaurantQuery damaged = near(HERE).cursor("x").build();
    assertThatThrownBy(() -> cache.search(damaged)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void answers_areBoundedByWhatTheyHold() {
    SearchCache small = SearchCache.of(catalog, 200, nanos::get);
    for (int i = 0; i < 20; i++) {
      catalog.put(restaurant("r" + i, "Dabba " + i).build());
    }
    catalog.refresh();
    for (int i = 0; i < 100; i++) {
      assertThat(small.search(query.radiusMeters(5_000 + i).build()).total()).isEqualTo(20);
      assertThat(small.weight()).isLessThanOrEqualTo(200);
    }
    assertThat(small.counts().loads()).isEqualTo(100);
    assertThatThrownBy(() -> SearchCache.of(catalog, 0))
        .hasMessage("maxRestaurants=0 is not between 1 and 9223372036854775807");
  }

  @Test
  void closedCatalogue_isSaid() {
    Catalog closed = Catalog.inMemory();
    SearchCache of = SearchCache.of(closed, 10);
    closed.close();
    RestaurantQuery any = query.build();
    assertThatThrownBy(() -> of.search(any)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> of.search(any)).isInstanceOf(IllegalStateException.class);
  }

  private List<String> names() {
    return cache.search(query.build()).hits().stream().map(RestaurantHit::name).toList();
  }

  private RestaurantQueryBuilder near(GeoPoint point) {
    RestaurantQuery asked = query.build();
    return RestaurantQuery.near(point)
        .text(asked.text())
        .sort(asked.sort())
        .limit(asked.limit())
        .radiusMeters(asked.radiusMeters());
  }

  private void put(RestaurantBuilder... restaurants) {
    for (RestaurantBuilder each : restaurants) {
      catalog.put(each.build());
    }
    catalog.refresh();
  }

  private void put(Restaurant restaurant) {
    catalog.put(restaurant);
    catalog.refresh();
  }

  private static List<Thread> start(Runnable asker) {
    List<Thread> askers = new ArrayList<>();
    for (int i = 0; i < ASKERS; i++) {
      askers.add(Thread.ofPlatform().daemon().stackSize(1 << 18).start(asker));
    }
    return askers;
  }

  private static void awaitAllWaiting(List<Thread> askers) {
    while (!askers.stream().allMatch(asker -> asker.getState() == Thread.State.WAITING)) {
      Thread.onSpinWait();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
