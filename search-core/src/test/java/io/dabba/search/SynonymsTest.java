package io.dabba.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.search.text.Word;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SynonymsTest {
  @Test
  void eachOfAList_findsAllOthers_andAnArrowGoesOneWay(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("synonyms.txt");
    Files.writeString(
        file, "# comment\n\nBiryani, biriyáni\r\nkfc => Kentucky Fried Chicken, kfc\n");
    Synonyms synonyms = Synonyms.read(file);
    assertThat(of(synonyms, "biriyani")).containsExactly(List.of("biryani"));
    assertThat(of(synonyms, "biryanis")).containsExactly(List.of("biriyani"));
    assertThat(of(synonyms, "kfc")).containsExactly(List.of("kentucky", "fried", "chicken"));
    assertThat(of(synonyms, "chicken")).isEmpty();
    assertThat(of(Synonyms.none(), "kfc")).isEmpty();
  }

  @Test
  void standardOnes_areThere() {
    assertThat(of(Synonyms.standard(), "kabab")).contains(List.of("kebab"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "biryani | line 1: biryani: fewer than two words",
        "a, b\\n\\nx => | line 3: x =>: nothing between two commas",
        "a => b => c | line 1: a => b => c: more than one =>",
        "a,,b | line 1: a,,b: nothing between two commas",
        "one two => three | line 1: one two => three: no single word",
      })
  void badLine_isNamedWithItsNumber(String text, String message) {
    assertThatThrownBy(() -> Synonyms.parse(text.replace("\\n", "\n")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void tooManyOfAWord_areRefused() {
    StringBuilder line = new StringBuilder("a");
    for (int i = 0; i < 40; i++) {
      line.append(", b").append(i);
    }
    assertThatThrownBy(() -> Synonyms.parse(line.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("synonyms of a=33");
  }

  private static List<List<String>> of(Synonyms synonyms, String word) {
    return synonyms.of(Word.all(word).getFirst());
  }
}
