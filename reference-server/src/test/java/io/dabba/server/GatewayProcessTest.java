package io.dabba.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.server.payments.Charge;
import io.dabba.server.payments.GatewayPayment;
import io.dabba.server.payments.LocalGateway;
import io.dabba.server.payments.Standing;
import io.dabba.server.process.StartupException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class GatewayProcessTest {
  @TempDir Path directory;

  @Test
  void gatewayThatIsKilledUnderLoad_hasEveryChargeThatItAnswered() throws Exception {
    List<Charge> charges =
        IntStream.range(0, 2_000)
            .mapToObj(i -> new Charge("order-" + i, 100 + i, "INR", "card"))
            .toList();
    Standing[] told = new Standing[charges.size()];
    try (ServerProcess process = start()) {
      LocalGateway gateway = gateway(process);
      AtomicInteger answered = new AtomicInteger();
      try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
        for (int i = 0; i < told.length; i++) {
          int n = i;
          callers.execute(() -> {
            told[n] = gateway.authorize(charges.get(n));
            if (answered.incrementAndGet() == told.length / 2) {
              kill(process);
            }
          });
        }
      }
    }
    assertThat(told).hasAtLeastOneElementOfType(Standing.Authorized.class);
    assertThat(told).hasAtLeastOneElementOfType(Standing.Unknown.class);
    try (ServerProcess process = start()) {
      LocalGateway gateway = gateway(process);
      for (int i = 0; i < told.length; i++) {
        GatewayPayment payment = new GatewayPayment(charges.get(i), Optional.empty());
        Standing found = gateway.status(payment);
        if (told[i] instanceof Standing.Authorized) {
          assertThat(found).isEqualTo(told[i]);
        } else {
          assertThat(found).isInstanceOfAny(Standing.Authorized.class, Standing.Absent.class);
        }
      }
    }
  }

  private ServerProcess start() throws IOException {
    return ServerProcess.run(
        directory, "gateway", "--port", "0", "--data", "data", "--secret", "shared");
  }

  private static LocalGateway gateway(ServerProcess process) throws IOException {
    String line = process.readLine();
    assertThat(line).as(process.errors()).startsWith("Gateway is ready: ");
    return new LocalGateway(
        URI.create(line.split(" ", -1)[3]), "shared", Duration.ofSeconds(5), Optional::empty);
  }

  private static void kill(ServerProcess process) {
    try {
      process.kill();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void secret_isKeptInTheDirectoryIfNoneIsGiven() {
    List<String> arguments = List.of("--data", directory.toString());
    String made = GatewayCommand.parse(arguments, Map.of()).secret();
    assertThat(made).hasSize(48);
    assertThat(GatewayCommand.parse(arguments, Map.of()).secret()).isEqualTo(made);
    assertThat(GatewayCommand.parse(arguments, Map.of("DABBA_GATEWAY_SECRET", "given")).secret())
        .isEqualTo("given");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--port 70000          | --port must be from 0 to 65535, not 70000",
        "--prot 1              | --prot",
        "--customer-millis -1  | --customer-millis must be from 0",
        "--customer-millis now | --customer-millis must be a number",
      })
  void mistake_isNamed(String line, String told) {
    assertThatThrownBy(() -> GatewayCommand.parse(List.of(line.split(" ", -1)), Map.of()))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining(told);
  }
}
