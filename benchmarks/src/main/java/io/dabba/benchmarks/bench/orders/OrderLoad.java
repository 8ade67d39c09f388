package io.dabba.benchmarks.bench.orders;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.dabba.benchmarks.simulator.Tokens;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.HdrHistogram.Histogram;

/**
 * Clients that order over kept connections, each as soon as its last order was answered: a closed
 * loop, so while the server stands still nobody comes whose waiting would be measured. All on the
 * calling thread and lean, since it shares the processors with what it measures.
 */
final class OrderLoad {
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final InetSocketAddress server;
  private final OrderTown.Accepting accepting;
  private final List<String> heads = new ArrayList<>();
  private final String keys = Long.toHexString(ThreadLocalRandom.current().nextLong() | 1L << 63);
  private long lastKey;

  OrderLoad(URI server, OrderTown.Accepting accepting, Tokens tokens) {
    this.server = new InetSocketAddress(server.getHost(), server.getPort());
    this.accepting = accepting;
    for (int customer = 1; customer <= OrderTown.CUSTOMERS; customer++) {
      heads.add(
          """
          POST /v1/orders HTTP/1.1\r
          Host: %s\r
          Authorization: Bearer %s\r
          Content-Type: application/json\r
          """
              .formatted(
                  server.getAuthority(), tokens.mint("customer", Integer.toString(customer))));
    }
  }

  /**
   * What came of a run.
   *
   * @param latency of the orders that were answered 201, in microseconds
   * @param others how many other answers there were, by status
   * @param cpu processor time that the clients took themselves
   */
  record Result(Duration length, Histogram latency, Map<Integer, Long> others, Duration cpu) {
    long notConfirmed() {
      return others.values().stream().mapToLong(Long::longValue).sum();
    }

    double perSecond() {
      return latency.getTotalCount() / (length.toNanos() / 1e9);
    }
  }

  /** Orders for so long. */
  Result run(int clients, Duration length) throws IOException {
    Histogram latency = new Histogram(3);
    Map<Integer, Long> others = new TreeMap<>();
    try (Selector selector = Selector.open()) {
      List<Client> all = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        all.add(new Client(selector));
      }
      long cpu = THREADS.getCurrentThreadCpuTime();
      long begun = System.nanoTime();
      long end = begun + length.toNanos();
      for (Client client : all) {
        client.order();
      }
      int waiting = clients;
      long now = begun;
      while (waiting > 0) {
        if (selector.select(LONGEST_ANSWER.toMillis()) == 0) {
          throw new IOException(
              "%d orders were not answered in %s".formatted(waiting, LONGEST_ANSWER));
        }
        for (SelectionKey key : selector.selectedKeys()) {
          Client client = (Client) key.attachment();
          int status = client.answered();
          now = System.nanoTime();
          if (status == 201 && now < end) {
            latency.recordValue((now - client.sent) / 1_000);
          } else if (status > 0 && status != 201) {
            others.merge(status, 1L, Long::sum);
          }
          if (status > 0 && now < end) {
            client.order();
          } else if (status > 0) {
            waiting--;
          }
        }
        selector.selectedKeys().clear();
      }
      Duration used = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - cpu);
      for (Client client : all) {
        client.channel.close();
      }
      return new Result(length, latency, others, used);
    }
  }

  private final class Client {
    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(16_384);
    private long sent;
    private int whole;

    Client(Selector selector) throws IOException {
      channel = SocketChannel.open(server);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, this);
    }

    void order() throws IOException {
      int customer = ThreadLocalRandom.current().nextInt(OrderTown.CUSTOMERS) + 1;
      byte[] body = OrderTown.body(accepting, customer);
      String head =
          heads.get(customer - 1)
              + "Idempotency-Key: "
              + keys
              + '-'
              + ++lastKey
              + "\r\nContent-Length: "
              + body.length
              + "\r\n\r\n";
      ByteBuffer out = ByteBuffer.allocate(head.length() + body.length);
      out.put(head.getBytes(US_ASCII)).put(body).flip();
      in.clear();
      whole = 0;
      sent = System.nanoTime();
      channel.write(out);
      if (out.hasRemaining()) {
        throw new IOException("an order does not fit into the socket's buffer");
      }
    }

    /** The status of the answer, or 0 if it is not whole yet. */
    int answered() throws IOException {
      if (channel.read(in) < 0) {
        throw new IOException("the server closed a connection");
      }
      if (whole == 0) {
        whole = lengthOfWhole();
      }
      return whole > 0 && in.position() >= whole
          ? (in.get(9) - '0') * 100 + (in.get(10) - '0') * 10 + in.get(11) - '0'
          : 0;
    }

    private int lengthOfWhole() throws IOException {
      String text = new String(in.array(), 0, in.position(), US_ASCII);
      int head = text.indexOf("\r\n\r\n");
      if (head < 0) {
        return 0;
      }
      String name = "\r\ncontent-length:";
      int begin = text.substring(0, head + 2).toLowerCase(Locale.ROOT).indexOf(name);
      if (begin < 0) {
        throw new IOException("an answer without a Content-Length:\n" + text);
      }
      int value = begin + name.length();
      return head
          + 4
          + Integer.parseInt(text.substring(value, text.indexOf("\r\n", value)).strip());
    }
  }
}
