package io.dabba.search;

import static io.dabba.search.Fixtures.HERE;
import static io.dabba.search.Fixtures.ids;
import static io.dabba.search.Fixtures.menu;
import static io.dabba.search.Fixtures.restaurant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {
  private static final RestaurantQuery EVERYTHING = RestaurantQuery.near(HERE).build();

  @Test
  void emptyCatalog_findsNothing() {
    try (Catalog catalog = Catalog.inMemory()) {
      assertThat(catalog.size()).isZero();
      RestaurantHits found = catalog.search(EVERYTHING.toBuilder().text("piza").build());
      assertThat(found.hits()).isEmpty();
      assertThat(found.facets().cuisines()).isEmpty();
      assertThat(found.nextCursor()).isEmpty();
    }
  }

  @Test
  void whatIsPutAndRemoved_isSeenAfterRefresh() {
    try (Catalog catalog = Catalog.inMemory()) {
      catalog.putAll(List.of(restaurant("a", "A").build(), restaurant("b", "B").build()));
      assertThat(catalog.size()).isZero();
      catalog.refresh();
      assertThat(catalog.size()).isEqualTo(2);
      catalog.remove(new RestaurantId("a"));
      catalog.remove(new RestaurantId("unknown"));
      assertThat(catalog.size()).isEqualTo(2);
      catalog.refresh();
      assertThat(ids(catalog.search(EVERYTHING))).containsExactly("b");
    }
  }

  @Test
  void putUnderTheSameId_replaces() {
    try (Catalog catalog = Catalog.inMemory()) {
      catalog.put(restaurant("a", "Old").build());
      catalog.refresh();
      catalog.put(restaurant("a", "New").build());
      catalog.refresh();
      assertThat(catalog.size()).isEqualTo(1);
      assertThat(catalog.search(EVERYTHING).hits().getFirst().name()).isEqualTo("New");
    }
  }

  @Test
  void hit_showsWhatWasPut() {
    Restaurant put =
        restaurant("a", "Zest — Mumbai")
            .cuisines("North Indian", "Café", "Cafe")
            .menu(menu("Thali"))
            .rating(4.3, 17)
            .priceLevel(3)
            .veg(true)
            .open(false)
            .deliveryRadiusMeters(0)
            .deliveryFee(new DeliveryFee(2_500, 700))
            .prepTime(Duration.ofSeconds(754))
            .popularity(80)
            .image("/v1/images/zest")
            .build();
    try (Catalog catalog = Catalog.inMemory()) {
      catalog.put(put);
      catalog.refresh();
      RestaurantHit hit = catalog.search(EVERYTHING).hits().getFirst();
      double score = (float) Ranking.DEFAULT.score(1, 0, 4.3, 17, 80, 0);
      assertThat(hit)
          .isEqualTo(
              new RestaurantHit(
                  put.id(),
                  put.cityId(),
                  put.name(),
                  put.point(),
                  0,
                  put.cuisines(),
                  4.3,
                  17,
                  3,
                  true,
                  false,
                  true,
                  2_500,
                  put.prepTime(),
                  put.prepTime(),
                  Optional.of("/v1/images/zest"),
                  false,
                  score));
    }
  }

  @Test
  void cuisinesThatDifferInMarksOnly_areCountedAsOne_asMostWriteIt() {
    try (Catalog catalog = Catalog.inMemory()) {
      catalog.put(restaurant("a", "A").cuisines("Café", "Thai").build());
      catalog.put(restaurant("b", "B").cuisines("CAFE", "Café").build());
      catalog.put(restaurant("c", "C").cuisines("Café").build());
      catalog.refresh();
      assertThat(catalog.search(EVERYTHING).facets().cuisines())
          .containsExactly(new CuisineCount("Café", 3), new CuisineCount("Thai", 1));
      RestaurantQuery cafes = EVERYTHING.toBuilder().cuisines("cafe").build();
      assertThat(ids(catalog.search(cafes))).containsExactly("a", "b", "c");
    }
  }

  @Test
  void cuisineCounts_leaveOutTheCuisinesAskedFor() {
    try (Catalog catalog = Catalog.inMemory()) {
      catalog.put(restaurant("a", "A").cuisines("Thai").build());
      catalog.put(restaurant("b", "B").cuisines("Pizza").build());
      catalog.refresh();
      RestaurantHits found = catalog.search(EVERYTHING.toBuilder().cuisines("Thai").build());
      assertThat(found.total()).isEqualTo(1);
      assertThat(found.facets().cuisines())
          .containsExactly(new CuisineCount("Pizza", 1), new CuisineCount("Thai", 1));
    }
  }

  @Test
  void directory_keepsWhatWasCommitted(@TempDir Path directory) {
    try (Catalog catalog = Catalog.open(directory)) {
      catalog.put(restaurant("a", "A").build());
    }
    try (Catalog catalog = Catalog.open(directory)) {
      assertThat(catalog.size()).isEqualTo(1);
      catalog.put(restaurant("b", "B").build());
      catalog.commit();
      assertThat(catalog.size()).isEqualTo(1);
    }
    try (Catalog catalog = Catalog.open(directory)) {
      assertThat(ids(catalog.search(EVERYTHING))).containsExactly("a", "b");
    }
  }

  @Test
  void directory_opensOnce_andAgainAfterClose(@TempDir Path directory) {
    try (Catalog catalog = Catalog.open(directory)) {
      assertThatThrownBy(() -> Catalog.open(directory))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining(directory.toString());
      assertThat(catalog.size()).isZero();
    }
    Catalog.open(directory).close();
  }

  @Test
  void directoryOfAnotherSchema_isBuiltAnew(@TempDir Path path) throws Exception {
    try (Directory directory = FSDirectory.open(path);
        IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
      writer.setLiveCommitData(
          Map.of("dabba.search.schema", "0", "dabba.search.position", "7").entrySet());
      writer.commit();
    }
    try (Catalog catalog = Catalog.open(path)) {
      assertThat(catalog.position()).isEmpty();
      catalog.put(restaurant("a", "A").build());
      catalog.commit("8");
    }
    try (Catalog catalog = Catalog.open(path)) {
      assertThat(catalog.position()).contains("8");
      assertThat(catalog.size()).isEqualTo(1);
    }
  }

  @Test
  void position_isThatOfTheLastCommit_whateverWasPutSince(@TempDir Path path) {
    try (Catalog catalog = Catalog.open(path)) {
      assertThat(catalog.position()).isEmpty();
      catalog.put(restaurant("a", "A").build());
      catalog.commit("one");
      catalog.put(restaurant("b", "B").build());
    }
    try (Catalog catalog = Catalog.open(path)) {
      assertThat(catalog.position()).contains("one");
      assertThat(catalog.size()).isEqualTo(2);
      catalog.clear();
      assertThat(catalog.position()).isEmpty();
    }
    try (Catalog catalog = Catalog.open(path)) {
      assertThat(catalog.position()).isEmpty();
      assertThat(catalog.size()).isZero();
    }
  }

  @Test
  void otherFilesOfADirectory_areNotTouched(@TempDir Path path) throws Exception {
    Path thesis = Files.writeString(path.resolve("thesis.txt"), "years of work");
    assertThatThrownBy(() -> Catalog.open(path))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(path.toString());
    assertThat(thesis).hasContent("years of work");
    Path index = path.resolve("index");
    Catalog.open(index).close();
    Path notes = Files.writeString(index.resolve("notes.txt"), "mine");
    for (Path file : filesOf(index)) {
      if (file.getFileName().toString().startsWith("segments")) {
        Files.write(file, new byte[] {1, 2, 3});
      }
    }
    Catalog.open(index).close();
    assertThat(notes).hasContent("mine");
  }

  /** Each file in turn is cut, or has a byte changed, or is gone. */
  @ParameterizedTest
  @ValueSource(strings = {"cut", "changed", "gone", "empty"})
  void damagedIndex_isNoticed_andBuiltAnew(String damage, @TempDir Path path) throws Exception {
    int files = Integer.MAX_VALUE;
    for (int file = 0; file < files; file++) {
      Path index = path.resolve(damage + file);
      try (Catalog catalog = Catalog.open(index)) {
        for (int i = 0; i < 20; i++) {
          catalog.put(restaurant("r" + i, "Name " + i).menu(menu("Dosa", "Idli")).build());
        }
        catalog.commit("20");
      }
      List<Path> all = filesOf(index);
      files = all.size();
      damage(all.get(file), damage);
      try (Catalog catalog = Catalog.open(index)) {
        assertThat(catalog.position()).as("%s %s", all.get(file), damage).isEmpty();
        assertThat(catalog.size()).isZero();
        catalog.put(restaurant("a", "A").build());
        catalog.refresh();
        assertThat(ids(catalog.search(EVERYTHING))).containsExactly("a");
      }
    }
  }

  private static List<Path> filesOf(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> !file.endsWith("write.lock")).sorted().toList();
    }
  }

  private static void damage(Path file, String damage) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    switch (damage) {
      case "cut" -> Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
      case "empty" -> Files.write(file, new byte[0]);
      case "gone" -> Files.delete(file);
      default -> {
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(file, bytes);
      }
    }
  }

  @Test
  void closedCatalog_refusesEveryCall_butCloseItself() {
    Catalog catalog = Catalog.inMemory();
    catalog.close();
    catalog.close();
    List<Runnable> calls =
        List.of(
            () -> catalog.put(restaurant("a", "A").build()),
            () -> catalog.remove(new RestaurantId("a")),
            catalog::refresh,
            catalog::commit,
            catalog::size,
            () -> catalog.search(EVERYTHING));
    for (Runnable call : calls) {
      assertThatThrownBy(call::run).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void threadsPutRefreshAndSearchAtOnce_andEachSearchSeesOneState() throws Exception {
    int writers = 3;
    int each = 200;
    try (Catalog catalog = Catalog.inMemory();
        ExecutorService threads = Executors.newFixedThreadPool(writers + 2)) {
      List<Callable<Boolean>> work = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        int number = writer;
        work.add(() -> {
          for (int i = 0; i < each; i++) {
            String id = number + "-" + i;
            catalog.put(restaurant(id, "Name " + id).cuisines("Thai").build());
            if (i % 20 == 0) {
              catalog.refresh();
            }
          }
          return true;
        });
      }
      for (int reader = 0; reader < 2; reader++) {
        work.add(() -> {
          boolean consistent = true;
          for (int i = 0; i < each; i++) {
            RestaurantHits found = catalog.search(EVERYTHING);
            int thai = found.facets().cuisines().stream().mapToInt(CuisineCount::count).sum();
            consistent &= thai == found.total();
          }
          return consistent;
        });
      }
      for (Future<Boolean> done : threads.invokeAll(work)) {
        assertThat(done.get()).isTrue();
      }
      catalog.refresh();
      assertThat(catalog.size()).isEqualTo(writers * each);
    }
  }
}
