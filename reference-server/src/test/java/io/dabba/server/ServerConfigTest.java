package io.dabba.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.server.payments.GatewaySettings;
import io.dabba.server.postgres.DatabaseUrl;
import io.dabba.server.process.StartupException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerConfigTest {

  @Test
  void withoutArguments_theServerBringsItsOwnDatabase() {
    ServerConfig config = ServerConfig.parse(List.of(), Map.of());
    assertThat(config.port()).isEqualTo(8080);
    assertThat(config.host()).isEqualTo("127.0.0.1");
    assertThat(config.data()).isEqualTo(Path.of("dabba-data"));
    assertThat(config.databaseUrl()).isEmpty();
    assertThat(config.speed()).isEmpty();
    assertThat(config.lease()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.guaranteedOrdersPerHour()).isEqualTo(1.5);
  }

  @Test
  void options_mayStandInTwoWordsOrOne() {
    ServerConfig config =
        ServerConfig.parse(
            List.of("--port=0", "--speed", "60", "--domain-start", "2026-11-22T12:00:00Z"),
            Map.of());
    assertThat(config.port()).isZero();
    assertThat(config.speed()).contains(60.0);
    assertThat(config.domainStart()).contains(Instant.parse("2026-11-22T12:00:00Z"));
  }

  @Test
  void ordersThatRidersAreGuaranteed_mayBeNone_orPartsOfOne() {
    assertThat(guaranteed("0")).isZero();
    assertThat(guaranteed("2.25")).isEqualTo(2.25);
    assertThat(guaranteed("20")).isEqualTo(20);
  }

  private static double guaranteed(String orders) {
    return ServerConfig.parse(List.of("--guaranteed-orders-per-hour", orders), Map.of())
        .guaranteedOrdersPerHour();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                                    | BALANCED",
        "--matcher batch                     | BALANCED",
        "--matcher greedy                    | GREEDY",
        "--weights balanced                  | BALANCED",
        "--weights speed                     | SPEED",
        "--matcher batch --weights economy   | ECONOMY",
      })
  void ridersAreFound_byPlansThatSuitMost_unlessSaid(
      @Nullable String line, MatchingChoice matching) {
    List<String> arguments = line == null ? List.of() : List.of(line.split(" ", -1));
    assertThat(ServerConfig.parse(arguments, Map.of()).matching()).isEqualTo(matching);
  }

  @Test
  void databaseOfTheCommandLine_comesBeforeThatOfTheEnvironment() {
    Map<String, String> environment =
        Map.of("DATABASE_URL", "postgres://a/a", "DABBA_DATABASE_URL", "postgres://b/b");
    assertThat(ServerConfig.parse(List.of(), environment).databaseUrl())
        .contains(DatabaseUrl.parse("postgres://b/b"));
    assertThat(
            ServerConfig.parse(List.of("--database-url", "postgres://c/c"), environment)
                .databaseUrl())
        .contains(DatabaseUrl.parse("postgres://c/c"));
  }

  @Test
  void gateways_areTheLocalOneWithinTheServer_unlessSaid() {
    assertThat(ServerConfig.parse(List.of(), Map.of()).gateways())
        .isEqualTo(GatewaySettings.STANDARD);
    GatewaySettings instant =
        ServerConfig.parse(
                List.of("--gateway", "instant", "--gateway-timeout-seconds", "3"), Map.of())
            .gateways();
    assertThat(instant.own()).isEqualTo(new GatewaySettings.Own.Instant());
    assertThat(instant.timeout()).isEqualTo(Duration.ofSeconds(3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--prot 80                           | --prot",
        "--gateway paypal                    | local, instant",
        "--gateway http://127.0.0.1:9000     | DABBA_GATEWAY_SECRET",
        "80                                  | Unknown option 80",
        "--port                              | needs a value",
        "--port 1 --port 2                   | twice",
        "--port many                         | --port must be a number, not \"many\"",
        "--port 70000                        | 65535",
        "--speed NaN                         | --speed",
        "--speed 0                           | --speed",
        "--domain-start yesterday            | --domain-start",
        "--lease-seconds 0                   | --lease-seconds must be from 1 to 600, not 0",
        "--lease-seconds 601                 | --lease-seconds must be from 1 to 600, not 601",
        "--lease-seconds soon                | --lease-seconds must be a number",
        "--guaranteed-orders-per-hour -1     | --guaranteed-orders-per-hour must be from 0 to 20, not -1.0",
        "--guaranteed-orders-per-hour 20.5   | --guaranteed-orders-per-hour must be from 0 to 20, not 20.5",
        "--guaranteed-orders-per-hour NaN    | --guaranteed-orders-per-hour must be from 0 to 20, not NaN",
        "--guaranteed-orders-per-hour some   | --guaranteed-orders-per-hour must be a number",
        "--matcher nearest                   | --matcher must be greedy or batch, not nearest",
        "--matcher Greedy                    | --matcher must be greedy or batch, not Greedy",
        "--matcher                           | --matcher needs a value",
        "--weights cheap                     | --weights must be speed, balanced or economy, not cheap",
        "--matcher greedy --weights speed    | --weights is for --matcher batch, not for greedy",
        "--database-url mysql://localhost/x  | postgres://",
      })
  void mistake_isNamed(String line, String told) {
    assertThatThrownBy(() -> ServerConfig.parse(List.of(line.split(" ", -1)), Map.of()))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining(told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--subject a                         | --role is missing",
        "--role king --subject a             | --role must be",
        "--role rider                        | --subject is missing",
        "--role rider --subject a --hours 0  | --hours",
      })
  void mistakeAboutAToken_isNamed(String line, String told) {
    assertThatThrownBy(() -> TokenCommand.issue(List.of(line.split(" ", -1)), Map.of()))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining(told);
  }
}
