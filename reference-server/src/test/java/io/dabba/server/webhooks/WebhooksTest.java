package io.dabba.server.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dabba.server.postgres.Database;
import io.dabba.server.postgres.DatabaseUrl;
import io.dabba.server.scheduling.ScheduledWork;
import io.dabba.server.testkit.SharedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Subscribers who take events, and such as do not. */
@Timeout(90)
class WebhooksTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final WebhookSecret SECRET =
      new WebhookSecret(
          "whsec_"
              + Base64.getEncoder().encodeToString("a secret of 26 bytes only!".getBytes(UTF_8)));
  private static final RetryPolicy FAST =
      new RetryPolicy(
          4,
          Duration.ofMillis(20),
          Duration.ofMillis(100),
          Duration.ofMillis(100),
          Duration.ofSeconds(2));

  private static DatabaseUrl url;

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Map<Database, Webhooks> nodes = new ConcurrentHashMap<>();
  private Database database;

  @BeforeAll
  static void create() {
    url = SharedPostgres.newDatabase();
  }

  @BeforeEach
  void connect() {
    database = Database.connect(url);
    database
        .jdbi()
        .useHandle(handle ->
            handle.execute("TRUNCATE webhooks, webhook_deliveries, outbox, scheduled_tasks"));
  }

  @AfterEach
  void stop() throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
    database.close();
  }

  @Test
  void event_isPostedSigned_asTheStandardSays() throws Exception {
    Subscriber subscriber = subscriber("kitchen-display", List.of("order.*"), List.of());
    node(database, FAST);

    long event = event("pune", "order.delivered", "a", 7);

    await().until(() -> subscriber.received().size() == 1);
    Subscriber.Received received = subscriber.received().getFirst();
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(
        new SecretKeySpec(
            Base64.getDecoder().decode(SECRET.text().substring("whsec_".length())), "HmacSHA256"));
    String signed = received.id() + "." + received.timestampSeconds() + "." + received.body();
    assertThat(received.signature())
        .isEqualTo("v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8))));
    assertThat(Instant.ofEpochSecond(received.timestampSeconds()))
        .isBetween(Instant.now().minusSeconds(30), Instant.now().plusSeconds(30));
    assertThat(received.id()).isEqualTo(Long.toString(event));
    assertThat(received.body())
        .isEqualTo(
            """
            {"id":"%d","type":"order.delivered","occurredAt":"2026-11-22T12:00:00Z",\
            "aggregateType":"order","aggregateId":"a","aggregateVersion":7,"cityId":"pune",\
            "data":{"orderId": "a"}}\
            """
                .formatted(event));
    awaitStates(event, "DONE", 1);
  }

  @Test
  void event_isOwedToThoseWhoWantItsTypeAndCity() {
    Subscriber all = subscriber("all", List.of("*"), List.of());
    Subscriber delivered = subscriber("delivered", List.of("order.delivered"), List.of());
    Subscriber orders = subscriber("orders", List.of("ride.failed", "order.*"), List.of());
    Subscriber agra = subscriber("agra", List.of("*"), List.of("agra", "delhi"));
    node(database, FAST);

    event("pune", "order.confirmed", "a", 1);
    event("agra", "order.delivered", "b", 1);
    event("pune", "ride.failed", "c", 1);
    event("pune", "orders_of_old", "d", 1);

    await().until(() -> all.received().size() == 4 && orders.received().size() == 3);
    await().until(() -> delivered.received().size() == 1 && agra.received().size() == 1);
    assertThat(all.names()).containsExactly("a1", "b1", "c1", "d1");
    assertThat(delivered.names()).containsExactly("b1");
    assertThat(orders.names()).containsExactly("a1", "b1", "c1");
    assertThat(agra.names()).containsExactly("b1");
  }

  @Test
  void eventsOfAnOrder_keepTheirOrder_whateverFails() {
    Subscriber subscriber = subscriber("moody", List.of("*"), List.of());
    Set<String> failedOnce = ConcurrentHashMap.newKeySet();
    // each fails once, and every third one twice in a row
    AtomicInteger posts = new AtomicInteger();
    subscriber.answers(
        post -> failedOnce.add(post.name()) || posts.incrementAndGet() % 3 == 0 ? 500 : 200);
    node(
        database,
        new RetryPolicy(20, FAST.shortest(), FAST.longest(), FAST.longestPause(), FAST.timeout()));
    for (int version = 1; version <= 6; version++) {
      for (String order : List.of("a", "b", "c")) {
        event("pune", "order.moved", order, version);
      }
    }

    await().atMost(Duration.ofSeconds(30)).until(() -> count("DONE") == 18);

    for (String order : List.of("a", "b", "c")) {
      List<String> names =
          subscriber.names().stream().filter(name -> name.startsWith(order)).distinct().toList();
      assertThat(names).isSorted().hasSize(6);
      List<String> all =
          subscriber.names().stream().filter(name -> name.startsWith(order)).toList();
      assertThat(all).isSorted();
    }
  }

  @Test
  void subscriberWhoIsNotThere_getsItsEventsWhenItIsBack() throws IOException {
    int port = freePort();
    put("away", "http://127.0.0.1:" + port + "/hook", List.of("*"), List.of());
    node(
        database,
        new RetryPolicy(
            1_000,
            Duration.ofMillis(20),
            Duration.ofMillis(50),
            Duration.ofMillis(50),
            FAST.timeout()));
    event("pune", "order.confirmed", "a", 1);
    event("pune", "order.delivered", "a", 2);
    await().until(() -> attempts() >= 3);
    assertThat(error()).contains("no connection");

    Subscriber back = open(Subscriber.start(port));

    await().until(() -> count("DONE") == 2);
    assertThat(back.names()).containsExactly("a1", "a2");
  }

  @Test
  void eventThatIsNeverTaken_isGivenUp_andTheOthersGoOn_untilOpsRetryIt() {
    Subscriber subscriber = subscriber("picky", List.of("*"), List.of());
    subscriber.answers(post -> post.name().equals("a1") ? 422 : 204);
    Webhooks webhooks = node(database, FAST);
    long poison = event("pune", "order.confirmed", "a", 1);
    event("pune", "order.confirmed", "b", 1);
    event("pune", "order.delivered", "a", 2);

    awaitStates(poison, "DEAD", 1);

    await().until(() -> count("DONE") == 2);
    assertThat(subscriber.names().stream().filter("a1"::equals)).hasSize(FAST.attempts());
    assertThat(error()).contains("status 422");
    // another order does not wait for it; the same one goes on without it once it is dead
    assertThat(subscriber.names().indexOf("b1")).isLessThan(subscriber.names().lastIndexOf("a1"));
    assertThat(subscriber.names()).last().isEqualTo("a2");

    subscriber.answers(post -> 204);
    long number = number("picky");
    assertThat(revived(number, poison)).isTrue();
    webhooks.wake(List.of(number));

    awaitStates(poison, "DONE", 1);
    assertThat(subscriber.names()).last().isEqualTo("a1");
    assertThat(revived(number, poison)).isFalse();
  }

  @Test
  void eventBehindOneThatWaits_waitsWithIt() {
    subscriber("hook", List.of("*"), List.of());
    long first = event("pune", "order.confirmed", "a", 1);
    event("pune", "order.delivered", "a", 2);
    long number = number("hook");

    database.useTransaction(handle -> {
      WebhookDeliveries.failed(handle, number, first, "no", Optional.of(Duration.ofHours(1)));
      assertThat(WebhookDeliveries.findReady(handle, number)).isEmpty();
      assertThat(WebhookDeliveries.webhooksWithWork(handle)).isEmpty();
      assertThat(WebhookDeliveries.untilNext(handle, number).orElseThrow())
          .isGreaterThan(Duration.ofMinutes(59));
    });
  }

  @Test
  void redirect_isNotFollowed() {
    Subscriber subscriber = subscriber("mover", List.of("*"), List.of());
    subscriber.answers(post -> 302);
    node(database, FAST);

    long event = event("pune", "order.confirmed", "a", 1);

    awaitStates(event, "DEAD", 1);
    assertThat(subscriber.received()).hasSize(FAST.attempts());
  }

  @Test
  void eventPostedByANodeThatDiedBeforeItCouldMarkIt_comesAgainUnderTheSameId() throws Exception {
    Subscriber subscriber = subscriber("twice", List.of("*"), List.of());
    CountDownLatch posted = new CountDownLatch(1);
    CountDownLatch dead = new CountDownLatch(1);
    AtomicInteger posts = new AtomicInteger();
    subscriber.answers(post -> {
      if (posts.incrementAndGet() == 1) {
        posted.countDown();
        wait(dead);
      }
      return 204;
    });
    Database doomed = open(Database.connect(url));
    RetryPolicy patient =
        new RetryPolicy(
            4, FAST.shortest(), FAST.longest(), FAST.longestPause(), Duration.ofSeconds(60));
    node(doomed, patient);
    long event = event(doomed, "pune", "order.confirmed", "a", 1);
    assertThat(posted.await(20, TimeUnit.SECONDS)).isTrue();

    // from here on PostgreSQL hears of it as little as of a killed one
    doomed.close();
    dead.countDown();
    node(database, FAST);

    awaitStates(event, "DONE", 1);
    assertThat(subscriber.received()).hasSize(2);
    assertThat(subscriber.received().get(1).id()).isEqualTo(subscriber.received().get(0).id());
    assertThat(subscriber.received().get(1).body()).isEqualTo(subscriber.received().get(0).body());
  }

  @Test
  void subscriberThatIsDeleted_isSentNothingMore_andTheNextOfItsNameNothingOld() {
    Subscriber first = subscriber("name", List.of("*"), List.of());
    first.answers(post -> 500);
    node(
        database,
        new RetryPolicy(
            1_000,
            Duration.ofMillis(20),
            Duration.ofMillis(50),
            Duration.ofMillis(50),
            FAST.timeout()));
    event("pune", "order.confirmed", "a", 1);
    await().until(() -> first.received().size() >= 2);

    database.useTransaction(handle -> WebhookStore.delete(handle, "name"));

    await().until(() -> tasks() == 0);
    Subscriber second = subscriber("name", List.of("*"), List.of());
    event("pune", "order.confirmed", "b", 1);
    await().until(() -> second.received().size() == 1);
    assertThat(second.names()).containsExactly("b1");
    assertThat(WebhookReaper.REAPER.reap(database, 10)).isEqualTo(1);
  }

  @Test
  void slowSubscriber_holdsUpNoOther() {
    Subscriber slow = subscriber("slow", List.of("*"), List.of());
    CountDownLatch never = new CountDownLatch(1);
    slow.answers(post -> {
      wait(never);
      return 204;
    });
    Subscriber quick = subscriber("quick", List.of("*"), List.of());
    node(database, RetryPolicy.standard());
    event("pune", "order.confirmed", "a", 1);
    await().until(() -> slow.received().size() == 1);

    for (int i = 0; i < 20; i++) {
      event("pune", "order.confirmed", "b", i);
    }

    await().until(() -> quick.received().size() == 21);
    assertThat(slow.received()).hasSize(1);
    never.countDown();
  }

  @Test
  void twoNodes_postEachEventOnce() {
    Subscriber subscriber = subscriber("one", List.of("*"), List.of());
    node(database, FAST);
    Database other = open(Database.connect(url));
    node(other, FAST);
    for (int i = 0; i < 30; i++) {
      event(i % 2 == 0 ? database : other, "pune", "order.confirmed", "a", i);
    }

    await().until(() -> count("DONE") == 30);

    assertThat(subscriber.received()).hasSize(30);
  }

  @Test
  void whatIsOwedTwice_isOwedOnce() {
    subscriber("one", List.of("*"), List.of());
    long event = event("pune", "order.confirmed", "a", 1);

    database.useTransaction(
        handle -> assertThat(WebhookDeliveries.owe(handle, List.of(event))).isEmpty());

    assertThat(count("DUE")).isOne();
  }

  /** A node whose webhooks are woken as by its relay. */
  private Webhooks node(Database pool, RetryPolicy policy) {
    Webhooks webhooks = open(new Webhooks(pool, policy));
    ScheduledWork work =
        open(
            ScheduledWork.start(
                pool, List.of(webhooks.sweep()), List.of(webhooks.errand()), false));
    webhooks.start(work);
    nodes.put(pool, webhooks);
    return webhooks;
  }

  private Subscriber subscriber(String id, List<String> types, List<String> cities) {
    Subscriber subscriber = open(Subscriber.start());
    put(id, subscriber.url(), types, cities);
    return subscriber;
  }

  private void put(String id, String target, List<String> types, List<String> cities) {
    WebhookStore.Put put =
        database.inTransaction(handle ->
            WebhookStore.put(
                handle, id, WebhookUrl.parse(target), Optional.of(SECRET), SECRET, types, cities));
    assertThat(put).isEqualTo(WebhookStore.Put.CREATED);
  }

  private long event(String city, String type, String order, int version) {
    return event(database, city, type, order, version);
  }

  /** Writes an event and has it handed on, as the relay does. */
  private long event(Database pool, String city, String type, String order, int version) {
    Webhooks webhooks = nodes.getOrDefault(pool, new Webhooks(pool, FAST));
    long[] id = new long[1];
    Runnable afterCommit =
        pool.inTransaction(handle -> {
          id[0] =
              handle
                  .createQuery(
                      """
                      INSERT INTO outbox (aggregatetype, aggregateid, aggregate_version, city_id, type,
                                          schema_version, occurred_at, payload, published)
                      VALUES ('order', :order, :version, :city, :type, 1, :now,
                              jsonb_build_object('orderId', :order), true)
                      RETURNING id
                      """)
                  .bind("order", order)
                  .bind("version", version)
                  .bind("city", city)
                  .bind("type", type)
                  .bind("now", NOON)
                  .mapTo(Long.class)
                  .one();
          return webhooks.handedOn(handle, List.of(id[0]));
        });
    afterCommit.run();
    return id[0];
  }

  private <T extends AutoCloseable> T open(T resource) {
    opened.push(resource);
    return resource;
  }

  private void awaitStates(long event, String state, long deliveries) {
    await()
        .atMost(Duration.ofSeconds(40))
        .until(() ->
            ask(
                    "SELECT count(*) FROM webhook_deliveries WHERE state = '%s' AND event_id = %d"
                        .formatted(state, event),
                    Long.class)
                == deliveries);
  }

  private long count(String state) {
    return ask(
        "SELECT count(*) FROM webhook_deliveries WHERE state = '%s'".formatted(state), Long.class);
  }

  private long attempts() {
    return ask("SELECT sum(attempts) FROM webhook_deliveries", Long.class);
  }

  private String error() {
    return ask("SELECT max(error) FROM webhook_deliveries", String.class);
  }

  private boolean revived(long webhook, long event) {
    return database.inTransaction(handle -> WebhookDeliveries.revive(handle, webhook, event));
  }

  private long number(String id) {
    return ask("SELECT number FROM webhooks WHERE id = '%s'".formatted(id), Long.class);
  }

  private long tasks() {
    return ask(
        "SELECT count(*) FROM scheduled_tasks WHERE task_name = '%s'".formatted(Webhooks.ERRAND),
        Long.class);
  }

  private <T> T ask(String sql, Class<T> type) {
    return database.jdbi().withHandle(handle -> handle.select(sql).mapTo(type).one());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void wait(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
