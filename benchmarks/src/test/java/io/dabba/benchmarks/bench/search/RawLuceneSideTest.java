package io.dabba.benchmarks.bench.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawLuceneSideTest {
  @TempDir private Path folder;

  @Test
  void lucenesAnswerByHand_isDabbas() throws Exception {
    Restaurants restaurants = new MadeUpRestaurants(20_000, 7);
    List<LoggedQuery> log = QueryLog.of(restaurants, 300, 7);
    try (DabbaSide dabba = DabbaSide.in(folder.resolve("dabba"));
        RawLuceneSide raw = RawLuceneSide.in(folder.resolve("raw"))) {
      dabba.fill(restaurants);
      raw.fill(restaurants);
      raw.correct(log.stream().map(dabba::corrections).toList());
      List<String> differences = new ArrayList<>();
      int found = 0;
      for (LoggedQuery logged : log) {
        var hits = dabba.search(logged.query());
        found += hits.total() > 0 ? 1 : 0;
        SameHits.difference(hits, raw.search(logged))
            .ifPresent(difference -> differences.add(logged.words() + ": " + difference));
      }
      assertThat(differences).isEmpty();
      assertThat(found).isGreaterThan(200);
    }
  }
}
