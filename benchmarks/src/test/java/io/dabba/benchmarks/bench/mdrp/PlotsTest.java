package io.dabba.benchmarks.bench.mdrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class PlotsTest {
  private static final String SORTED = "click-to-door.svg";
  private static final String SCATTER = "click-to-door-scatter.svg";

  @TempDir private Path folder;

  private List<String> titles(String name) throws Exception {
    Document svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(folder.resolve(name).toFile());
    NodeList found = svg.getElementsByTagName("title");
    List<String> titles = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      titles.add(found.item(i).getTextContent());
    }
    return titles;
  }

  @Test
  void everyInstance_isADot_inOrderOfThePublished() throws Exception {
    Plots.write(List.of(Results.beside("0b", 33, 34), Results.beside("0a", 30, 31)), folder);

    assertThat(titles(SORTED))
        .containsSubsequence("0a, Dabba: 30.00", "0b, Dabba: 33.00")
        .containsSubsequence("0a, bound: 28.00", "0b, bound: 28.00")
        .hasSize(3 + 6);
    assertThat(titles(SCATTER)).containsExactly("0b: 33.00", "0a: 30.00");
  }

  @Test
  void withoutPublishedResults_oursStandAlone() throws Exception {
    Plots.write(List.of(Results.alone("0b", 33), Results.alone("0a", 30)), folder);

    assertThat(titles(SORTED))
        .containsExactly(
            "bound",
            "0a, bound: 28.00",
            "0b, bound: 28.00",
            "Dabba",
            "0a, Dabba: 30.00",
            "0b, Dabba: 33.00");
    assertThat(folder.resolve(SCATTER)).doesNotExist();
  }

  @Test
  void namesAreText_andWhatIsNoNumberHasNoDot() throws Exception {
    Plots.write(
        List.of(Results.alone("<b>\"&", 33), Results.alone("0nothing", Double.NaN)), folder);

    assertThat(titles(SORTED))
        .contains("<b>\"&, Dabba: 33.00")
        .doesNotContain("0nothing, Dabba: NaN");
  }

  @Test
  void aPictureNeedsNothingBesideIt() throws IOException {
    Plots.write(List.of(Results.beside("0b", 33, 34)), folder);

    assertThat(Files.readString(folder.resolve(SORTED)))
        .doesNotContain("href", "<script", "url(", "@import");
  }
}
