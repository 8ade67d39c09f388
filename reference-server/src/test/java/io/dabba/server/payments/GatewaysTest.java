package io.dabba.server.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.server.process.StartupException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewaysTest {
  private static final Map<String, String> ACCOUNTS =
      Map.of(
          "DABBA_STRIPE_KEY", "sk_test_1",
          "DABBA_STRIPE_WEBHOOK_SECRET", "whsec_1",
          "DABBA_RAZORPAY_KEY_ID", "rzp_test_1",
          "DABBA_RAZORPAY_KEY_SECRET", "s1",
          "DABBA_RAZORPAY_WEBHOOK_SECRET", "w1");

  @TempDir Path data;

  @Test
  void withoutSettings_theServerHasALocalGatewayThatKeepsItsCharges() {
    GatewaySettings settings = parse("", "");
    assertThat(settings).isEqualTo(GatewaySettings.STANDARD);
    Charge charge = PaymentGatewayContract.charge("card");
    GatewayPayment payment = PaymentGatewayContract.payment(charge);
    Standing held;
    try (Gateways gateways = start(settings)) {
      PaymentGateway gateway = gateways.find("card").orElseThrow();
      assertThat(gateways.byName("local")).contains(gateway);
      assertThat(gateways.find("pm_card_visa")).isEmpty();
      assertThat(gateways.byName("stripe")).isEmpty();
      held = gateway.authorize(charge);
      assertThat(held).isInstanceOf(Standing.Authorized.class);
    }
    try (Gateways gateways = start(settings)) {
      assertThat(gateways.byName("local").orElseThrow().status(payment)).isEqualTo(held);
    }
  }

  @Test
  void accountsOfTheEnvironment_areThereInAdditionAndComeFirst() {
    GatewaySettings settings =
        GatewaySettings.parse(Optional.of("local"), Optional.of("3"), ACCOUNTS);
    assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(settings.stripe().orElseThrow().url()).isEqualTo(StripeConfig.URL);
    assertThat(settings.razorpay().orElseThrow().url()).isEqualTo(RazorpayConfig.URL);
    try (Gateways gateways = start(settings)) {
      assertThat(name(gateways, "card")).isEqualTo("local");
      assertThat(name(gateways, "pm_1")).isEqualTo("stripe");
      assertThat(name(gateways, "upi")).isEqualTo("razorpay");
    }
  }

  @Test
  void serverForRealMoney_knowsNoOther() {
    try (Gateways gateways =
        start(GatewaySettings.parse(Optional.of("none"), Optional.empty(), ACCOUNTS))) {
      assertThat(gateways.find("card")).isEmpty();
      assertThat(name(gateways, "pm_1")).isEqualTo("stripe");
    }
  }

  @Test
  void gatewayOfABenchmark_isInTheProcess() {
    try (Gateways gateways = start(parse("instant", ""))) {
      PaymentGateway gateway = gateways.find("card").orElseThrow();
      Charge charge = PaymentGatewayContract.charge("card");
      assertThat(gateway.authorize(charge)).isInstanceOf(Standing.Authorized.class);
      assertThat(gateway.capture(PaymentGatewayContract.payment(charge), 10))
          .isInstanceOf(Standing.Captured.class);
    }
  }

  @Test
  void gatewayElsewhere_isToldByItsAddressAndSecret() {
    GatewaySettings settings =
        GatewaySettings.parse(
            Optional.of("http://10.0.0.1:8090/"),
            Optional.empty(),
            Map.of("DABBA_GATEWAY_SECRET", "s"));
    assertThat(settings.own())
        .isEqualTo(new GatewaySettings.Own.Remote(URI.create("http://10.0.0.1:8090")));
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://host,   , --gateway must be",
    "locl,         , --gateway must be",
    "http://host,  , DABBA_GATEWAY_SECRET",
    "none,         , DABBA_STRIPE_KEY",
    "local,       0, --gateway-timeout-seconds must be from 1 to 60",
    "local,      61, --gateway-timeout-seconds must be from 1 to 60",
    "local,    soon, --gateway-timeout-seconds must be from 1 to 60",
  })
  void optionThatIsNotValid_isNamed(String gateway, String timeout, String told) {
    assertThatThrownBy(() -> parse(gateway, timeout == null ? "" : timeout))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining(told);
  }

  @ParameterizedTest
  @CsvSource({
    "DABBA_STRIPE_WEBHOOK_SECRET",
    "DABBA_RAZORPAY_KEY_SECRET",
    "DABBA_RAZORPAY_WEBHOOK_SECRET"
  })
  void variableThatIsMissingBesideAnother_isNamed(String name) {
    Map<String, String> environment = new HashMap<>(ACCOUNTS);
    environment.remove(name);
    assertThatThrownBy(() -> GatewaySettings.parse(Optional.empty(), Optional.empty(), environment))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining(name);
  }

  @Test
  void addressThatIsNone_isNamed() {
    Map<String, String> environment = new HashMap<>(ACCOUNTS);
    environment.put("DABBA_STRIPE_URL", "api.stripe.com");
    assertThatThrownBy(() -> GatewaySettings.parse(Optional.empty(), Optional.empty(), environment))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("DABBA_STRIPE_URL must be a URL");
  }

  @Test
  void settings_tellNoSecrets() {
    GatewaySettings settings = GatewaySettings.parse(Optional.empty(), Optional.empty(), ACCOUNTS);
    assertThat(settings.toString()).doesNotContain("sk_test_1", "whsec_1", "s1", "w1");
  }

  private static GatewaySettings parse(String gateway, String timeout) {
    return GatewaySettings.parse(
        Optional.of(gateway).filter(value -> !value.isEmpty()),
        Optional.of(timeout).filter(value -> !value.isEmpty()),
        Map.of());
  }

  private Gateways start(GatewaySettings settings) {
    return Gateways.start(settings, data, Optional::empty);
  }

  private static String name(Gateways gateways, String method) {
    return gateways.find(method).orElseThrow().name();
  }
}
