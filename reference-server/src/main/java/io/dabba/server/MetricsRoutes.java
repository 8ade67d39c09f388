package io.dabba.server;

import io.dabba.dispatch.runtime.DispatchStats;
import io.dabba.geo.CityId;
import io.dabba.server.rides.CityDispatchers;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * {@code GET /metrics}: how the dispatch of the cities stands that this process owns, its outbox
 * and its search index, in the text format of Prometheus 0.0.4.
 */
final class MetricsRoutes implements HttpService {
  private final CityDispatchers dispatchers;

  private final List<Supplier<String>> more;

  /**
   * @param more further figures in the same format
   */
  MetricsRoutes(CityDispatchers dispatchers, List<Supplier<String>> more) {
    this.dispatchers = dispatchers;
    this.more = List.copyOf(more);
  }

  private record Metric(
      String name, String type, String help, ToDoubleFunction<DispatchStats> value) {}

  private static final List<Metric> METRICS =
      List.of(
          gauge("epoch", "under which the city is dispatched", s -> s.epoch().value()),
          gauge("open_searches", "rides without a rider", DispatchStats::openSearches),
          gauge("due", "rides due in the last step", DispatchStats::due),
          gauge("degraded", "1 if the last step was cut short", s -> s.degraded() ? 1 : 0),
          gauge("last_step_seconds", "length of the last step", s -> seconds(s.lastStep())),
          counter("steps_total", "steps since the city was taken over", DispatchStats::steps),
          counter("degraded_steps_total", "steps cut short", DispatchStats::degradedSteps),
          counter("decisions_total", "rounds of rides", DispatchStats::decisions),
          counter("offers_total", "offers proposed", DispatchStats::offers));

  @Override
  public void routing(HttpRules rules) {
    rules.get(
        "/metrics",
        (request, response) ->
            response
                .header(HeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
                .send(text().getBytes(StandardCharsets.UTF_8)));
  }

  private String text() {
    Map<String, DispatchStats> cities = new TreeMap<>();
    dispatchers.stats().forEach((city, stats) -> cities.put(escaped(city), stats));
    StringBuilder text = new StringBuilder();
    for (Metric metric : METRICS) {
      String name = "dabba_dispatch_" + metric.name();
      text.append("# HELP %s %s\n".formatted(name, metric.help()));
      text.append("# TYPE %s %s\n".formatted(name, metric.type()));
      cities.forEach((city, stats) ->
          text.append(name)
              .append("{city=\"")
              .append(city)
              .append("\"} ")
              .append(metric.value().applyAsDouble(stats))
              .append('\n'));
    }
    more.forEach(figures -> text.append(figures.get()));
    return text.toString();
  }

  private static Metric gauge(String name, String help, ToDoubleFunction<DispatchStats> value) {
    return new Metric(name, "gauge", help, value);
  }

  private static Metric counter(String name, String help, ToDoubleFunction<DispatchStats> value) {
    return new Metric(name, "counter", help, value);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  /** An id is printable ASCII, of which two characters mean something in a label. */
  private static String escaped(CityId city) {
    return city.value().replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
