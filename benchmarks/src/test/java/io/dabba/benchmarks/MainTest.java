package io.dabba.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private int run(String... line) throws Exception {
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    return Main.run(List.of(line), out, out);
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8).strip();
  }

  @Test
  void help_namesEveryCommand() throws Exception {
    assertThat(run("help")).isZero();
    assertThat(said())
        .contains("demo ", "replay DIR", "bench NAME", "simulate ", "--orders-per-minute");
  }

  @Test
  void anUnknownCommandOrBenchmark_isToldWhatIsKnown() throws Exception {
    assertThat(run("dmeo")).isEqualTo(2);
    assertThat(said())
        .isEqualTo("dmeo is not a command; known: demo, replay, bench, simulate, help");
    said.reset();
    assertThat(run("bench", "goe")).isEqualTo(2);
    assertThat(said()).startsWith("no such benchmark: goe; known: ");
  }

  @Test
  void aTakenPort_isSaidInASentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      assertThat(run("demo", "--port", port)).isEqualTo(2);

      assertThat(said()).startsWith("--port=" + port + " is taken by another program");
    }
  }
}
