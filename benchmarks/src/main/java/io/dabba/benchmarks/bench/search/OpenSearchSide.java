package io.dabba.benchmarks.bench.search;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** A real OpenSearch node, one shard merged into one segment, asked over kept connections. */
final class OpenSearchSide implements Side {
  static final String NAME = "opensearch";

  private static final String INDEX = "/restaurants";
  private static final int BULK = 1_000;
  private static final String HEAP = "4g";
  private static final String TOOK = "\"took\":";
  private static final String TOTAL = "\"total\":{\"value\":";

  private final OpenSearchProcess node;
  private final byte[][] requests;
  private final Histogram tookMillis = new ConcurrentHistogram(3);

  private OpenSearchSide(OpenSearchProcess node, byte[][] requests) {
    this.node = node;
    this.requests = requests;
  }

  static OpenSearchSide start(Path source, Path folder, List<LoggedQuery> log)
      throws IOException, InterruptedException {
    byte[][] requests = new byte[log.size()][];
    for (LoggedQuery logged : log) {
      byte[] query = OpenSearchQuery.json(logged).getBytes(UTF_8);
      requests[logged.number()] = HttpLine.request("POST", INDEX + "/_search", query);
    }
    return new OpenSearchSide(OpenSearchProcess.start(source, folder, HEAP), requests);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void fill(Restaurants restaurants) throws IOException {
    try (HttpLine line = new HttpLine(node.port())) {
      line.send("PUT", INDEX, OpenSearchDocuments.INDEX);
      Filling.inTwo(restaurants, this::bulk);
      line.send("POST", INDEX + "/_forcemerge?max_num_segments=1&flush=true", "");
      line.send("POST", INDEX + "/_refresh", "");
      String count = line.send("GET", INDEX + "/_count", "");
      int found = OpenSearchDocuments.JSON.readTree(count).path("count").asInt();
      if (found != restaurants.size()) {
        throw new IOException("OpenSearch has %d of %d".formatted(found, restaurants.size()));
      }
    }
  }

  private void bulk(Restaurants restaurants, int from, int to) throws IOException {
    try (HttpLine line = new HttpLine(node.port())) {
      StringBuilder lines = new StringBuilder();
      for (int i = from; i < to; i++) {
        lines.append(OpenSearchDocuments.bulkLines(restaurants.restaurant(i)));
        if ((i - from + 1) % BULK == 0 || i == to - 1) {
          String answer = line.send("POST", INDEX + "/_bulk", lines.toString());
          if (!answer.contains("\"errors\":false")) {
            throw new IOException(answer.substring(0, Math.min(1_000, answer.length())));
          }
          lines.setLength(0);
        }
      }
    }
  }

  @Override
  public long indexBytes() throws IOException {
    try (HttpLine line = new HttpLine(node.port())) {
      JsonNode stats =
          OpenSearchDocuments.JSON.readTree(line.send("GET", INDEX + "/_stats/store", ""));
      return stats.at("/_all/primaries/store/size_in_bytes").asLong();
    }
  }

  @Override
  public Asker asker() throws IOException {
    HttpLine line = new HttpLine(node.port());
    return new Asker() {
      @Override
      public int ask(LoggedQuery query) throws IOException {
        // before these numbers no text of a restaurant comes
        byte[] answer = line.send(requests[query.number()]);
        String head = new String(answer, 0, Math.min(answer.length, 300), ISO_8859_1);
        tookMillis.recordValue(number(head, TOOK));
        return number(head, TOTAL);
      }

      @Override
      public void close() throws IOException {
        line.close();
      }
    };
  }

  @Override
  public Optional<Histogram> takeTookMillis() {
    Histogram taken = tookMillis.copy();
    tookMillis.reset();
    return Optional.of(taken);
  }

  @Override
  public void close() throws IOException {
    node.close();
  }

  private static int number(String text, String name) throws IOException {
    int from = text.indexOf(name);
    if (from < 0) {
      throw new IOException("no %s in %s".formatted(name, text));
    }
    from += name.length();
    int to = from;
    while (Character.isDigit(text.charAt(to))) {
      to++;
    }
    return Integer.parseInt(text.substring(from, to));
  }
}
