package io.dabba.server.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalGatewayTest extends PaymentGatewayContract {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir Path directory;

  @Override
  Provider start() {
    return new LocalProvider(directory);
  }

  @Test
  void webhookThatIsOlderThanFiveMinutes_isNone() {
    Webhook webhook = provider().webhook("evt_1", "order", NOW);
    assertThat(gateway().verify(webhook, NOW.plusSeconds(300))).isPresent();
    assertThat(gateway().verify(webhook, NOW.plusSeconds(301))).isEmpty();
    assertThat(gateway().verify(webhook, NOW.minusSeconds(301))).isEmpty();
  }
}
