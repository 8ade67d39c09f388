package io.dabba.benchmarks.bench.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
      SameHits same = SameHits.compare(dabba, raw, log);
      assertThat(same.differences()).isEmpty();
      assertThat(same.found()).isGreaterThan(200);
      assertThat(same.loose()).isLessThan(5);
    }
  }
}
