package io.dabba.server.testkit;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A client that asks until it has an answer that is final: again when its call got lost, when the
 * server was away, or when the first call of its key was still running.
 */
public final class Insistence {
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private Insistence() {}

  /**
   * The final answer.
   *
   * @throws AssertionError if there was none in that time
   */
  public static Answer insist(Duration patience, Supplier<Answer> call) {
    long begun = System.nanoTime();
    String last = "nothing";
    while (System.nanoTime() - begun < patience.toNanos()) {
      try {
        Answer answer = call.get();
        if (!isToRepeat(answer)) {
          return answer;
        }
        last = answer.toString();
        Duration wanted =
            Duration.ofSeconds(answer.headers().firstValueAsLong("Retry-After").orElse(0));
        pause(wanted.compareTo(LONGEST_PAUSE) < 0 ? wanted : LONGEST_PAUSE);
      } catch (UncheckedIOException e) {
        last = e.toString();
        pause(PAUSE);
      }
    }
    throw new AssertionError("no final answer in %s, the last was %s".formatted(patience, last));
  }

  private static boolean isToRepeat(Answer answer) {
    return answer.status() == 503
        || (answer.status() == 409 && answer.headers().firstValue("Retry-After").isPresent());
  }

  private static void pause(Duration duration) {
    LockSupport.parkNanos(Math.max(duration.toNanos(), PAUSE.toNanos()));
  }
}
