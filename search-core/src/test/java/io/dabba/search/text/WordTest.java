package io.dabba.search.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordTest {
  @Test
  void word_keepsWhatWasTypedBesideItsStem() {
    assertThat(Word.all("McDonald's Frites"))
        .containsExactly(new Word("mcdonalds", "mcdonald"), new Word("frites", "frite"));
  }

  @Test
  void plainTexts_haveTheWordsThatUnicodeHas() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int left = random.nextInt(40); left > 0; left--) {
        text.append(
            random.nextInt(3) == 0
                ? (char) random.nextInt(128)
                : "sSe x7'".charAt(random.nextInt(7)));
      }
      assertThat(Word.all(text.toString()))
          .as("seed=%d text=%s", seed, text)
          .isEqualTo(Word.analyzed(text.toString()));
    }
  }

  @Test
  void everythingButLettersDigitsAndTheirMarks_partsWords() {
    assertThat(Word.all("Bar-B-Q\u0000(24x7)\ud83c\udf55 ＰＩＺＺＡ Łódź"))
        .extracting(Word::typed)
        .containsExactly("bar", "b", "q", "24x7", "pizza", "lodz");
  }

  @ParameterizedTest
  @CsvSource({
    "cookies, cookie", "curries, curry", "fries, fry", "pies, pie", "sandwiches, sandwich",
    "quiches, quiche", "dishes, dish", "glasses, glass", "mousses, mousse", "boxes, box",
    "potatoes, potato", "idlis, idli", "tapas, tapa", "momos, momo", "menus, menu",
  })
  void singularAndPlural_haveOneStem(String plural, String singular) {
    assertThat(Plurals.stem(plural)).isEqualTo(Plurals.stem(singular));
  }

  @ParameterizedTest
  @CsvSource({"swiss, swis", "gas, ga", "panner, pan", "baker, bakery", "pie, py", "ice, icy"})
  void otherWords_stayApart(String one, String other) {
    assertThat(Plurals.stem(one)).isNotEqualTo(Plurals.stem(other));
  }
}
