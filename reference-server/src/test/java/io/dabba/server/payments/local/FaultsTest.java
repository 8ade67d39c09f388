package io.dabba.server.payments.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dabba.server.http.Json;
import io.dabba.server.payments.local.ChargeBook.Arrival;
import io.dabba.server.payments.local.Faults.OfCall;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {
  private static final int KEYS = 20_000;

  @Test
  void sameSeed_isTheSameFaults() {
    assertThat(all(faults(7))).isEqualTo(all(faults(7))).isNotEqualTo(all(faults(8)));
  }

  @Test
  void faults_areAsOftenAsTold() {
    Map<OfCall, Integer> counts = new EnumMap<>(OfCall.class);
    all(faults(7)).forEach(fault -> counts.merge(fault, 1, Integer::sum));
    assertThat(share(counts, OfCall.REFUSE)).isCloseTo(0.05, within(0.01));
    assertThat(share(counts, OfCall.TIMEOUT_CHARGED)).isCloseTo(0.1, within(0.01));
    assertThat(share(counts, OfCall.TIMEOUT_UNCHARGED)).isCloseTo(0.1, within(0.01));
    assertThat(share(counts, OfCall.ERROR_BEFORE)).isCloseTo(0.02, within(0.01));
    assertThat(share(counts, OfCall.ERROR_AFTER)).isCloseTo(0.03, within(0.01));
  }

  @Test
  void onlyChargesAreRefused() {
    assertThat(
            IntStream.range(0, KEYS)
                .mapToObj(i -> of(faults(7), "capture", i))
                .filter(OfCall.REFUSE::equals))
        .isEmpty();
  }

  @Test
  void callsThatAreNotNamed_goRight() {
    Faults faults = read("{\"errorBefore\": 1, \"calls\": [\"capture\"]}");
    assertThat(of(faults, "capture", 1)).isEqualTo(OfCall.ERROR_BEFORE);
    assertThat(of(faults, "authorize", 1)).isEqualTo(OfCall.NOTHING);
  }

  @Test
  void delays_areUpToTheLongest() {
    Faults faults = read("{\"delayMillis\": 100}");
    assertThat(
            IntStream.range(0, KEYS)
                .mapToLong(i -> faults.delayMillis(new Arrival("authorize", "key-" + i)))
                .average()
                .orElseThrow())
        .isCloseTo(50, within(2.0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"refuse\": 1.1}",
        "{\"refuse\": -0.1}",
        "{\"refuse\": 0.6, \"errorAfter\": 0.6}",
        "{\"loseWebhook\": 0.6, \"answerTwice\": 0.6}",
        "{\"delayMillis\": -1}",
        "{\"delayMillis\": 60001}",
        "{\"refuze\": 1}",
      })
  void faultsThatCannotBe_areRefused(String json) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(UncheckedIOException.class);
  }

  private static Faults faults(long seed) {
    return read(
        """
        {"seed": %d, "refuse": 0.05, "timeoutCharged": 0.1, "timeoutUncharged": 0.1,
         "errorBefore": 0.02, "errorAfter": 0.03}
        """
            .formatted(seed));
  }

  private static Faults read(String json) {
    try {
      return Json.MAPPER.readValue(json, Faults.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<OfCall> all(Faults faults) {
    return IntStream.range(0, KEYS).mapToObj(i -> of(faults, "authorize", i)).toList();
  }

  private static OfCall of(Faults faults, String call, int i) {
    return faults.of(new Arrival(call, "key-" + i));
  }

  private static double share(Map<OfCall, Integer> counts, OfCall fault) {
    return counts.getOrDefault(fault, 0) / (double) KEYS;
  }
}
