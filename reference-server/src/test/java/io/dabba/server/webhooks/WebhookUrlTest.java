package io.dabba.server.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is posted to, how it is signed, and how often it is tried. */
class WebhookUrlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://hooks.example/dabba?x=1",
        "https://hooks.example:8443/",
        "https://93.184.216.34/",
        "http://localhost:8080/",
        "http://127.0.0.1/hook",
        "http://[::1]:9/",
        "https://localhost/"
      })
  void publicAddress_orThisMachine_isAllowed(String url) {
    assertThatCode(() -> WebhookUrl.parse(url)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hooks.example",
        "/hook",
        "ftp://hooks.example/",
        "file:///etc/passwd",
        "http://hooks.example/",
        "https://user:secret@hooks.example/",
        "https://hooks.example/#here",
        "https://hooks.example:0/",
        "https://hooks.example:65536/",
        "https://10.0.0.1/",
        "https://172.16.0.1/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://100.64.0.1/",
        "https://0.0.0.0/",
        "https://127.0.0.2/",
        "https://224.0.0.1/",
        "https://[fd00::1]/",
        "https://[fe80::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[::]/"
      })
  void anyOther_isRefused(String url) {
    assertThatThrownBy(() -> WebhookUrl.parse(url)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nameThatLeadsToThisMachine_isRefusedWhenItIsPostedTo() throws Exception {
    // every resolver answers this one by itself
    WebhookUrl url = WebhookUrl.parse("https://a.localhost/");
    assertThatThrownBy(url::requireAllowed)
        .isInstanceOfAny(IllegalArgumentException.class, java.net.UnknownHostException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "whsec_", "whsec_c2hvcnQ=", "secret", "whsec_%%%%"})
  void secretThatIsNotOne_isRefused(String text) {
    assertThatThrownBy(() -> new WebhookSecret(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void generatedSecret_differsEachTime_andDoesNotShowItself() {
    WebhookSecret secret = WebhookSecret.generate();
    assertThat(secret).isNotEqualTo(WebhookSecret.generate());
    assertThat(secret.toString()).doesNotContain(secret.text().substring(6));
  }

  @Test
  void waits_growThreefoldToAnHour_withJitterOfHalf() {
    RetryPolicy policy = RetryPolicy.standard();
    Random random = new Random(1);
    for (int attempt = 1; attempt <= policy.attempts(); attempt++) {
      long most = Math.min(3_600_000, 1_000 * (long) Math.pow(3, attempt - 1));
      for (int i = 0; i < 100; i++) {
        assertThat(policy.afterAttempt(attempt, random))
            .isBetween(Duration.ofMillis(most / 2), Duration.ofMillis(most));
      }
    }
    assertThat(policy.pause(2)).isZero();
    assertThat(policy.pause(3)).isEqualTo(Duration.ofSeconds(1));
    assertThat(policy.pause(1_000)).isEqualTo(Duration.ofMinutes(1));
  }
}
