package io.dabba.server.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.staticcontent.ClasspathHandlerConfig;
import io.helidon.webserver.staticcontent.StaticContentFeature;

/** {@code /console}: the files of the console, and Leaflet beside them, all from the class path. */
public final class ConsoleRoutes implements HttpService {
  private static final String LEAFLET = "META-INF/resources/webjars/leaflet/1.9.4/dist";
  private static final Header NO_FRAMES =
      HeaderValues.createCached("Content-Security-Policy", "frame-ancestors 'none'");
  private static final Header NO_CACHE = HeaderValues.createCached("Cache-Control", "no-cache");
  private static final Header NO_SNIFF =
      HeaderValues.createCached("X-Content-Type-Options", "nosniff");

  @Override
  public void routing(HttpRules rules) {
    rules.register(
        "/console/leaflet",
        StaticContentFeature.createService(
            ClasspathHandlerConfig.builder().location(LEAFLET).build()));
    rules.register(
        "/console",
        ConsoleRoutes::guard,
        StaticContentFeature.createService(
            ClasspathHandlerConfig.builder().location("console").welcome("index.html").build()));
  }

  /** What the page's own meta tags cannot say; and a page of the last version is never kept. */
  private static void guard(HttpRules rules) {
    rules.any((request, response) -> {
      response.header(NO_FRAMES).header(NO_CACHE).header(NO_SNIFF);
      response.next();
    });
  }
}
