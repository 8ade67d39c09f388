package io.dabba.server.payments.local;

import io.dabba.server.http.Problem;
import io.dabba.server.http.ProblemException;
import io.dabba.server.payments.local.ChargeBook.Arrival;
import io.dabba.server.payments.local.Faults.OfCall;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Carries out a call, and lets go wrong with it what the faults and its method say. */
final class Misbehaviour {
  /** RFC 7240: how long a caller waits. */
  private static final HeaderName PREFER = HeaderNames.create("Prefer");

  private static final Pattern WAIT = Pattern.compile("wait=(\\d{1,4})");
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(65);
  private static final Duration PAST_IT = Duration.ofMillis(500);

  private final Charges charges;
  private final Pause pause;

  Misbehaviour(Charges charges, Pause pause) {
    this.charges = charges;
    this.pause = pause;
  }

  boolean refuses(String key) {
    return charges.faults().of(new Arrival("authorize", key)) == OfCall.REFUSE;
  }

  void delay(Arrival arrival) throws InterruptedException {
    long millis = charges.faults().delayMillis(arrival);
    if (millis > 0) {
      pause.elapsed(Duration.ofMillis(millis));
    }
  }

  /** Everything but a delay goes wrong only the first time. */
  <T> void answer(
      ServerRequest request, Arrival arrival, String method, Supplier<T> call, Consumer<T> answer)
      throws InterruptedException {
    boolean first = charges.arrived(arrival) == 1;
    OfCall fault = first ? charges.faults().of(arrival) : OfCall.NOTHING;
    delay(arrival);
    switch (fault) {
      case TIMEOUT_UNCHARGED -> {
        hold(request);
        throw new CloseConnectionException("held back");
      }
      case ERROR_BEFORE -> throw failure();
      default -> {}
    }
    T done = call.get();
    if (fault == OfCall.TIMEOUT_CHARGED || (first && method.equals("card-timeout"))) {
      hold(request);
    }
    if (first && method.equals("card-dropped")) {
      throw new CloseConnectionException("dropped");
    }
    if (fault == OfCall.ERROR_AFTER) {
      throw failure();
    }
    answer.accept(done);
  }

  /** Waits until no caller waits any more. */
  private void hold(ServerRequest request) throws InterruptedException {
    Matcher wait = WAIT.matcher(request.headers().first(PREFER).orElse(""));
    Duration callerWaits =
        wait.matches() ? Duration.ofSeconds(Long.parseLong(wait.group(1))) : LONGEST_WAIT;
    pause.elapsed(
        callerWaits.compareTo(LONGEST_WAIT) < 0 ? callerWaits.plus(PAST_IT) : LONGEST_WAIT);
  }

  private static ProblemException failure() {
    return Problem.of(500, "internal", "Something went wrong", "As it was told to").exception();
  }
}
