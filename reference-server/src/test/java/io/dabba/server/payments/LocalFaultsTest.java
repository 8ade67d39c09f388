package io.dabba.server.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the local gateway can be told to do wrong, and that its word is good all the same. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class LocalFaultsTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir Path directory;
  private LocalProvider provider;
  private LocalGateway gateway;
  private HttpServer listener;
  private final BlockingQueue<Webhook> heard = new LinkedBlockingQueue<>();
  private final AtomicInteger refusals = new AtomicInteger();

  @BeforeEach
  void setUp() throws IOException {
    listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    listener.createContext(
        "/",
        exchange -> {
          Map<String, String> headers =
              exchange.getRequestHeaders().entrySet().stream()
                  .collect(
                      Collectors.toMap(
                          e -> e.getKey().toLowerCase(java.util.Locale.ROOT),
                          e -> e.getValue().getFirst()));
          heard.add(new Webhook(headers, exchange.getRequestBody().readAllBytes()));
          exchange.sendResponseHeaders(refusals.getAndDecrement() > 0 ? 503 : 204, -1);
          exchange.close();
        });
    listener.start();
    provider = new LocalProvider(directory, Optional.of(Duration.ofMillis(1)));
    gateway = gateway(SHORT);
  }

  private LocalGateway gateway(Duration timeout) {
    return provider.gateway(
        provider.uri(),
        timeout,
        Optional.of(
            URI.create("http://127.0.0.1:%d/hooks".formatted(listener.getAddress().getPort()))));
  }

  @AfterEach
  void tearDown() {
    provider.close();
    listener.stop(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"card-timeout", "card-dropped"})
  void methodThatLosesItsAnswer_isChargedAndFoundByStatus(String method) {
    Charge charge = PaymentGatewayContract.charge(method);
    assertThat(gateway.authorize(charge)).isInstanceOf(Standing.Unknown.class);
    assertThat(gateway.status(PaymentGatewayContract.payment(charge)))
        .isInstanceOf(Standing.Authorized.class);
    assertThat(gateway.authorize(charge)).isInstanceOf(Standing.Authorized.class);
    assertThat(provider.charges(charge.key())).isEqualTo(1);
    assertThat(provider.find(charge.key()).orElseThrow().get("arrivals").asInt()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "timeoutCharged,   Authorized",
    "timeoutUncharged, Absent",
    "errorAfter,       Authorized",
    "errorBefore,      Absent",
  })
  void faultOfACharge_meetsItOnceAndTheRetrySucceeds(String fault, String foundBetween) {
    provider.misbehave(Map.of("seed", 1, fault, 1));
    Charge charge = PaymentGatewayContract.charge("card");
    assertThat(gateway.authorize(charge)).isInstanceOf(Standing.Unknown.class);
    assertThat(gateway.status(PaymentGatewayContract.payment(charge)).getClass().getSimpleName())
        .isEqualTo(foundBetween);
    assertThat(gateway.authorize(charge)).isInstanceOf(Standing.Authorized.class);
    assertThat(provider.charges(charge.key())).isEqualTo(1);
    GatewayPayment payment = PaymentGatewayContract.payment(charge);
    assertThat(gateway.capture(payment, 100)).isInstanceOf(Standing.Unknown.class);
    assertThat(gateway.capture(payment, 100)).isInstanceOf(Standing.Captured.class);
    Refund refund = new Refund("refund-1", 30);
    assertThat(gateway.refund(payment, refund)).isInstanceOf(RefundOutcome.Unknown.class);
    assertThat(gateway.refund(payment, refund)).isInstanceOf(RefundOutcome.Done.class);
    assertThat(gateway.voidPayment(payment)).isInstanceOf(Standing.Unknown.class);
    assertThat(PaymentGatewayContract.isFree(gateway.voidPayment(payment))).isTrue();
    assertThat(provider.keptMinor(charge.key())).isZero();
  }

  @Test
  void refusedShare_isRefusedAtEachTry() {
    provider.misbehave(Map.of("refuse", 1));
    Charge charge = PaymentGatewayContract.charge("card");
    assertThat(gateway.authorize(charge)).isInstanceOf(Standing.Refused.class);
    provider.misbehave(Map.of());
    assertThat(gateway.authorize(charge)).isInstanceOf(Standing.Refused.class);
  }

  @Test
  void delay_isOfEachCall() {
    gateway = gateway(Duration.ofSeconds(10));
    provider.misbehave(Map.of("delayMillis", 400));
    long begin = System.nanoTime();
    for (int i = 0; i < 8; i++) {
      Charge charge = new Charge("key-" + i, 100, "INR", "card");
      assertThat(gateway.authorize(charge)).isInstanceOf(Standing.Authorized.class);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(400));
  }

  @ParameterizedTest
  @ValueSource(strings = {"card-3ds", "upi"})
  void customerOfTheDemo_approvesByHimselfAndAWebhookTellsSo(String method) throws Exception {
    gateway = gateway(Duration.ofSeconds(10));
    Charge charge = PaymentGatewayContract.charge(method);
    assertThat(gateway.authorize(charge)).isInstanceOf(Standing.NeedsAction.class);
    List<Notice> notices = new ArrayList<>();
    notices.add(nextNotice());
    notices.add(nextNotice());
    assertThat(notices).extracting(Notice::key).containsOnly(Optional.of(charge.key()));
    assertThat(notices).extracting(Notice::eventId).doesNotHaveDuplicates();
    assertThat(gateway.status(PaymentGatewayContract.payment(charge)))
        .isInstanceOf(Standing.Authorized.class);
  }

  @Test
  void webhookThatIsNotTaken_isSentAgainUnderItsId() throws Exception {
    refusals.set(2);
    gateway(Duration.ofSeconds(10)).authorize(PaymentGatewayContract.charge("card"));
    Notice first = nextNotice();
    assertThat(List.of(nextNotice(), nextNotice())).containsOnly(first);
    assertThat(heard).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"duplicateWebhook, 2", "answerTwice, 2", "loseWebhook, 0"})
  void faultOfWebhooks_isOfTheirNumber(String fault, int times) {
    gateway = gateway(Duration.ofSeconds(10));
    provider.misbehave(Map.of(fault, 1));
    Charge charge = PaymentGatewayContract.charge("card");
    gateway.authorize(charge);
    await().untilAsserted(() -> assertThat(heard).hasSize(times));
    provider.misbehave(Map.of());
    gateway.capture(PaymentGatewayContract.payment(charge), 10);
    await().untilAsserted(() -> assertThat(heard).hasSize(times + 1));
  }

  private Notice nextNotice() throws InterruptedException {
    Webhook webhook = heard.poll(10, TimeUnit.SECONDS);
    return gateway.verify(webhook, Instant.now()).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"GET, /charges", "GET, /faults", "PUT, /faults", "POST, /charges", "GET, /charges/x"})
  void callWithoutTheSecret_isRefused(String method, String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(provider.uri().resolve(path))
            .header("Authorization", "Bearer guessed")
            .method(method, HttpRequest.BodyPublishers.ofString("{}"));
    assertThat(provider.send(request).statusCode()).isEqualTo(401);
  }

  @Test
  void keyOfAnotherCharge_isNeverGuessedAbout() {
    Charge charge = PaymentGatewayContract.charge("card");
    gateway.authorize(charge);
    Charge dearer = new Charge(charge.key(), charge.amountMinor() + 1, "INR", "card");
    assertThat(gateway.authorize(dearer)).isInstanceOf(Standing.Unknown.class);
    assertThat(provider.keptMinor(charge.key())).isEqualTo(charge.amountMinor());
  }

  @Test
  void page_asksTheCustomerAndThenSaysWhatBecameOfIt() {
    provider.close();
    provider = new LocalProvider(directory, Optional.empty());
    gateway = gateway(Duration.ofSeconds(10));
    Charge charge = new Charge("order-1", 45_050, "INR", "card-3ds");
    NextAction action = ((Standing.NeedsAction) gateway.authorize(charge)).action();
    assertThat(action.type()).isEqualTo("redirect");
    URI page = URI.create(action.details().get("url"));
    assertThat(provider.send(HttpRequest.newBuilder(page)).body())
        .contains("450.50 INR", "Approve", "Decline");
    provider.decide(charge, true);
    assertThat(provider.send(HttpRequest.newBuilder(page)).body())
        .contains("Paid")
        .doesNotContain("Approve");
  }

  @Test
  void restartedGateway_goesOnWhereItStood() {
    provider.close();
    provider = new LocalProvider(directory, Optional.empty());
    gateway = gateway(Duration.ofSeconds(10));
    Charge charge = PaymentGatewayContract.charge("card");
    Charge asked = PaymentGatewayContract.charge("card-3ds");
    gateway.authorize(charge);
    gateway.authorize(asked);
    GatewayPayment payment = PaymentGatewayContract.payment(charge);
    gateway.capture(payment, 1_000);
    gateway.refund(payment, new Refund("refund-1", 10));
    Standing before = gateway.status(payment);
    JsonNode shown = provider.find(charge.key()).orElseThrow();
    provider.close();
    provider = new LocalProvider(directory, Optional.of(Duration.ofMillis(1)));
    gateway = gateway(Duration.ofSeconds(10));
    assertThat(gateway.status(payment)).isEqualTo(before);
    assertThat(provider.find(charge.key())).contains(shown);
    await()
        .untilAsserted(() ->
            assertThat(gateway.status(PaymentGatewayContract.payment(asked)))
                .isInstanceOf(Standing.Authorized.class));
  }
}
