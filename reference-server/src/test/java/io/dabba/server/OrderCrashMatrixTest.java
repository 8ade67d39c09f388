package io.dabba.server;

import static io.dabba.server.testkit.Insistence.insist;
import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.server.testkit.Answer;
import io.dabba.server.testkit.Api;
import io.dabba.server.testkit.GatewayProxy;
import io.dabba.server.testkit.Moment;
import io.dabba.server.testkit.StatementRun;
import io.dabba.server.testkit.Town;
import io.dabba.server.testkit.Tripwire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is killed at each step of an order while its clients ask on, and started again: in the
 * end each key has one order and one charge, every answer to it was the same, and the money is
 * where it belongs. {@code -Ddabba.crashRounds=20} kills it 20 times at each step, {@code
 * -Ddabba.crashSteps=.*CAPTURE.*} only at some.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
class OrderCrashMatrixTest {
  private static final int ROUNDS = Integer.getInteger("dabba.crashRounds", 1);
  private static final int CLIENTS = 2;
  private static final Duration QUIET = Duration.ofSeconds(90);

  @TempDir Path directory;
  private CrashTown crash;
  private String address;
  private final Map<String, List<Future<Answer>>> placed = new LinkedHashMap<>();
  private final List<Future<?>> others = new ArrayList<>();
  private final Deque<CrashTown.Carried> carried = new ArrayDeque<>();
  private final Deque<String> captured = new ArrayDeque<>();

  /** What the client is at when the server is killed. */
  private enum Doing {
    ORDER,
    CANCEL,
    DELIVER,
    REFUND
  }

  /** Where the server is killed. */
  private enum Step {
    BEFORE_CLAIM(Doing.ORDER),
    AFTER_CLAIM(Doing.ORDER),
    BEFORE_AUTHORIZE(Doing.ORDER),
    AFTER_AUTHORIZE(Doing.ORDER),
    BEFORE_CONFIRMATION(Doing.ORDER),
    AFTER_CONFIRMATION(Doing.ORDER),
    BEFORE_RELAYED(Doing.ORDER),
    AFTER_RELAYED(Doing.ORDER),
    WHILE_STARTING(Doing.ORDER),
    BEFORE_CANCELLED(Doing.CANCEL),
    AFTER_CANCELLED(Doing.CANCEL),
    BEFORE_VOID(Doing.CANCEL),
    AFTER_VOID(Doing.CANCEL),
    BEFORE_VOID_BOOKED(Doing.CANCEL),
    AFTER_VOID_BOOKED(Doing.CANCEL),
    BEFORE_DELIVERED(Doing.DELIVER),
    AFTER_DELIVERED(Doing.DELIVER),
    BEFORE_CAPTURE(Doing.DELIVER),
    AFTER_CAPTURE(Doing.DELIVER),
    BEFORE_CAPTURE_BOOKED(Doing.DELIVER),
    AFTER_CAPTURE_BOOKED(Doing.DELIVER),
    BEFORE_REFUND(Doing.REFUND),
    AFTER_REFUND(Doing.REFUND),
    BEFORE_REFUND_BOOKED(Doing.REFUND),
    AFTER_REFUND_BOOKED(Doing.REFUND);

    private final Doing doing;

    Step(Doing doing) {
      this.doing = doing;
    }
  }

  private static final List<Step> STEPS =
      Stream.of(Step.values())
          .filter(step -> step.name().matches(System.getProperty("dabba.crashSteps", ".*")))
          .toList();

  private static int stepsOf(Doing doing) {
    return (int) STEPS.stream().filter(step -> step.doing == doing).count();
  }

  @BeforeEach
  void start() throws Exception {
    crash = new CrashTown(directory, ROUNDS * (stepsOf(Doing.DELIVER) + stepsOf(Doing.REFUND)));
    address = crash.town().address(crash.town().customer("mira"));
  }

  @AfterEach
  void stop() {
    crash.close();
  }

  @Test
  void serverKilledAtEachStep_losesNothingAndDoesNothingTwice() throws Exception {
    prepare();
    for (int round = 0; round < ROUNDS; round++) {
      for (Step step : STEPS) {
        killAt(step, round);
      }
    }
    for (Future<?> other : others) {
      other.get();
    }
    requireSameAnswers();
    crash.awaitQuiet(QUIET);
    assertThat(crash.accounts().complaints(crash.keys())).isEmpty();
  }

  /** Has orders carried to the door, or to the end, so that only the step itself is left. */
  private void prepare() throws Exception {
    Town town = crash.town();
    int refunds = ROUNDS * stepsOf(Doing.REFUND);
    carried.addAll(
        crash.carried(
            town.address(town.customer("carried")), ROUNDS * stepsOf(Doing.DELIVER) + refunds));
    for (int i = 0; i < refunds; i++) {
      CrashTown.Carried next = carried.removeFirst();
      next.deliver();
      captured.add(next.order());
    }
    crash.awaitQuiet(QUIET);
  }

  private void killAt(Step step, int round) throws Exception {
    String name = "%s-%d".formatted(step, round);
    Town town = crash.town();
    CountDownLatch killed;
    switch (step.doing) {
      case ORDER -> {
        killed = killAt(step, name);
        order(name);
      }
      case CANCEL -> {
        String order = crash.order("mira", address, name).expect(201).at("/id");
        killed = killAt(step, order);
        meanwhile(() ->
            asked(town.customer("mira"), "/v1/orders/%s/cancel".formatted(order), "").expect(200));
      }
      case DELIVER -> {
        CrashTown.Carried next = carried.removeFirst();
        killed = killAt(step, next.order());
        meanwhile(next::deliver);
      }
      case REFUND -> {
        String order = captured.removeFirst();
        killed = killAt(step, order);
        String refund = "{\"amountMinor\":1200,\"reason\":\"cold\"}";
        meanwhile(() ->
            asked(
                    town.ops(),
                    "/v1/ops/orders/%s/refunds".formatted(order),
                    refund,
                    "Idempotency-Key",
                    name)
                .expect(202));
      }
      default -> throw new IllegalStateException("step=" + step);
    }
    restartOnce(killed, name, step, round);
  }

  private void meanwhile(Runnable what) {
    others.add(crash.meanwhile(Executors.callable(what)));
  }

  private void order(String key) {
    List<Future<Answer>> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(crash.meanwhile(() -> crash.order("mira", address, key)));
    }
    placed.put(key, clients);
  }

  private static Answer asked(Api caller, String path, String body, String... headers) {
    return insist(CrashTown.PATIENCE, () -> caller.post(path, body, headers));
  }

  /** What every client was told under a key, and what who asks now is told, is the same. */
  private void requireSameAnswers() throws Exception {
    for (Map.Entry<String, List<Future<Answer>>> entry : placed.entrySet()) {
      Answer first = entry.getValue().getFirst().get();
      assertThat(first.status()).as("%s", first).isIn(201, 202);
      for (Future<Answer> other : entry.getValue()) {
        assertThat(recorded(other.get())).isEqualTo(recorded(first));
      }
      Answer again = crash.order("mira", address, entry.getKey());
      assertThat(recorded(again)).isEqualTo(recorded(first));
      assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
    }
  }

  private static String recorded(Answer answer) {
    return "%d %s %s\n%s"
        .formatted(
            answer.status(),
            answer.headers().firstValue("Content-Type"),
            answer.headers().firstValue("Location"),
            answer.text());
  }

  /** Counts down once the server has been killed at the step. */
  private CountDownLatch killAt(Step step, String about) {
    CountDownLatch killed = new CountDownLatch(1);
    switch (step) {
      case BEFORE_CLAIM -> kill(killed, Moment.BEFORE_COMMIT, run -> isClaim(run, about));
      case AFTER_CLAIM -> kill(killed, Moment.AFTER_COMMIT, run -> isClaim(run, about));
      case BEFORE_AUTHORIZE -> killBefore(killed, call -> call.path().equals("/charges"));
      case AFTER_AUTHORIZE -> killAfter(killed, call -> call.path().equals("/charges"));
      case BEFORE_CONFIRMATION, WHILE_STARTING ->
          kill(killed, Moment.BEFORE_COMMIT, OrderCrashMatrixTest::isConfirmation);
      case AFTER_CONFIRMATION ->
          kill(killed, Moment.AFTER_COMMIT, OrderCrashMatrixTest::isConfirmation);
      case BEFORE_RELAYED -> kill(killed, Moment.BEFORE_COMMIT, OrderCrashMatrixTest::isRelayed);
      case AFTER_RELAYED -> kill(killed, Moment.AFTER_COMMIT, OrderCrashMatrixTest::isRelayed);
      case BEFORE_CANCELLED, BEFORE_DELIVERED ->
          kill(killed, Moment.BEFORE_COMMIT, run -> isMove(run, about));
      case AFTER_CANCELLED, AFTER_DELIVERED ->
          kill(killed, Moment.AFTER_COMMIT, run -> isMove(run, about));
      case BEFORE_VOID, BEFORE_CAPTURE, BEFORE_REFUND ->
          killBefore(killed, call -> call.path().startsWith("/charges/%s/".formatted(about)));
      case AFTER_VOID, AFTER_CAPTURE, AFTER_REFUND ->
          killAfter(killed, call -> call.path().startsWith("/charges/%s/".formatted(about)));
      case BEFORE_VOID_BOOKED, BEFORE_CAPTURE_BOOKED, BEFORE_REFUND_BOOKED ->
          kill(killed, Moment.BEFORE_COMMIT, run -> isBooking(run, about));
      case AFTER_VOID_BOOKED, AFTER_CAPTURE_BOOKED, AFTER_REFUND_BOOKED ->
          kill(killed, Moment.AFTER_COMMIT, run -> isBooking(run, about));
    }
    return killed;
  }

  private void kill(CountDownLatch killed, Moment moment, Predicate<StatementRun> statement) {
    crash
        .postgres()
        .at(
            moment,
            statement,
            () -> {
              Tripwire.Then then = crash.killThere();
              killed.countDown();
              return then;
            });
  }

  private void killBefore(CountDownLatch killed, Predicate<GatewayProxy.Call> call) {
    crash
        .gateway()
        .before(
            call,
            () -> {
              crash.kill();
              killed.countDown();
            });
  }

  private void killAfter(CountDownLatch killed, Predicate<GatewayProxy.Call> call) {
    crash
        .gateway()
        .after(
            call,
            () -> {
              crash.kill();
              killed.countDown();
            });
  }

  private void restartOnce(CountDownLatch killed, String name, Step step, int round)
      throws Exception {
    if (!killed.await(CrashTown.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      for (Future<?> other : others) {
        if (other.isDone()) {
          other.get();
        }
      }
      throw new AssertionError(
          "the server was not killed at %s; it said %s".formatted(name, crash.errors()));
    }
    crash.postgres().disarm();
    if (step == Step.WHILE_STARTING) {
      // a statement further on in each round
      CountDownLatch again = new CountDownLatch(1);
      crash
          .postgres()
          .at(
              Moment.AFTER,
              run -> true,
              10 + 15 * round,
              () -> {
                Tripwire.Then then = crash.killThere();
                again.countDown();
                return then;
              });
      crash.launch();
      assertThat(again.await(CrashTown.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      crash.postgres().disarm();
    }
    crash.start();
  }

  private static boolean isClaim(StatementRun run, String key) {
    return run.sql().contains("INSERT INTO idempotency_keys") && run.isGiven(key);
  }

  private static boolean isConfirmation(StatementRun run) {
    return run.sql().contains("SET status = 'CONFIRMED'");
  }

  private static boolean isRelayed(StatementRun run) {
    return run.sql().contains("SET published = true");
  }

  private static boolean isMove(StatementRun run, String order) {
    return run.sql().contains("UPDATE orders o SET status = ")
        && run.isGiven(order)
        && (run.isGiven("CANCELLED") || run.isGiven("DELIVERED"));
  }

  private static boolean isBooking(StatementRun run, String order) {
    return run.begins("INSERT INTO ledger") && run.isGiven(order);
  }
}
