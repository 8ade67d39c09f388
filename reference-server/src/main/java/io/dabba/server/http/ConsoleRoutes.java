package io.dabba.server.http;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.staticcontent.ClasspathHandlerConfig;
import io.helidon.webserver.staticcontent.StaticContentFeature;

/** {@code /console}: the files of the console, and Leaflet beside them, all from the class path. */
public final class ConsoleRoutes implements HttpService {
  private static final String LEAFLET = "META-INF/resources/webjars/leaflet/1.9.4/dist";

  @Override
  public void routing(HttpRules rules) {
    rules.register(
        "/console/leaflet",
        StaticContentFeature.createService(
            ClasspathHandlerConfig.builder().location(LEAFLET).build()));
    rules.register(
        "/console",
        StaticContentFeature.createService(
            ClasspathHandlerConfig.builder().location("console").welcome("index.html").build()));
  }
}
