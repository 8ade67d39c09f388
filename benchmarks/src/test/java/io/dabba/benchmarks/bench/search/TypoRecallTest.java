package io.dabba.benchmarks.bench.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dabba.benchmarks.cli.Figures;
import io.dabba.benchmarks.cli.UsageException;
import io.dabba.search.Catalog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TypoRecallTest {
  @TempDir private Path folder;

  private RealRestaurants restaurants() throws Exception {
    Path file = folder.resolve("restaurants.csv");
    Files.writeString(
        file,
        """
        Restaurant ID,Restaurant Name,City,Longitude,Latitude,Cuisines,Price range,Aggregate rating,Votes
        1,"Trattoria ""Roma"", Mitte",Berlin,13.4,52.5,"Italian, Pizza",2,4.1,20
        2,Nowhere Mexican,Berlin,0,0,Mexican,2,4.1,20
        3,Wok,Berlin,13.5,52.5,Chinese,1,0,0
        """);
    return RealRestaurants.read(file);
  }

  @Test
  void quotedCells_areRead_andRowsWithoutAPlaceLeftOut() throws Exception {
    RealRestaurants restaurants = restaurants();
    assertThat(restaurants.size()).isEqualTo(2);
    assertThat(restaurants.restaurant(0).name()).isEqualTo("Trattoria \"Roma\", Mitte");
    assertThat(restaurants.restaurant(0).cuisines()).containsExactly("Italian", "Pizza");
  }

  @Test
  void recall_isOfThoseWordsThatARestaurantWithAPlaceHas() throws Exception {
    Path typos = folder.resolve("typos.csv");
    Files.writeString(
        typos,
        """
        src,typo,word,dl
        a,italain,italian,1
        a,zzzzzz,italian,7
        a,chineese,chinese,1
        a,mexcan,mexican,1
        a,wkk,wok,1
        """);
    RealRestaurants restaurants = restaurants();
    Figures figures = new Figures();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (Catalog catalog = Catalog.inMemory()) {
      for (int i = 0; i < restaurants.size(); i++) {
        catalog.put(restaurants.restaurant(i));
      }
      catalog.refresh();
      TypoRecall.measure(
          catalog,
          restaurants,
          typos,
          figures,
          new PrintStream(said, true, StandardCharsets.UTF_8));
    }
    assertThat(figures.get("typo1_recall10")).isEqualTo(1);
    assertThat(figures.get("typos_asked_at_1")).isEqualTo(2);
    assertThat(figures.get("typos_asked")).isEqualTo(4);
    assertThat(figures.get("typo_all_recall10")).isEqualTo(0.75, within(1e-9));
    assertThat(figures.get("exact_recall10")).isEqualTo(1);
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("4 asked, 1 of words");
  }

  @Test
  void aMissingColumnOrFile_isSaid() throws Exception {
    Path file = folder.resolve("other.csv");
    Files.writeString(file, "a,b\n1,2\n");
    assertThatThrownBy(() -> RealRestaurants.read(file))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("has no column");
    assertThatThrownBy(() -> RealRestaurants.read(folder.resolve("none.csv")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("there is no file");
  }

  @Test
  void shares_areOfWhatWasAsked() {
    Recall recall = new Recall();
    assertThat(recall.share()).isNaN();
    recall.add(true);
    recall.add(false);
    recall.add(true);
    recall.add(true);
    assertThat(recall.share()).isEqualTo(0.75);
  }
}
