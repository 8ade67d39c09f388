package io.dabba.server.http;

import io.helidon.http.HttpPrologue;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRoute;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.ArrayList;
import java.util.List;

/**
 * The routes of all services, remembered, because Helidon answers 404 where a path exists under
 * another method and RFC 9110 wants a 405 that names those methods. Services are registered without
 * a prefix.
 */
public final class RouteTable implements HttpRules {
  private static final List<Method> METHODS =
      List.of(Method.GET, Method.HEAD, Method.POST, Method.PUT, Method.PATCH, Method.DELETE);

  private final HttpRules rules;
  private final List<HttpRoute> routes = new ArrayList<>();

  public RouteTable(HttpRules rules) {
    this.rules = rules;
  }

  @Override
  public HttpRules register(HttpService... services) {
    for (HttpService service : services) {
      service.routing(this);
    }
    return this;
  }

  @Override
  public HttpRules register(String pathPattern, HttpService... services) {
    rules.register(pathPattern, services);
    return this;
  }

  @Override
  public HttpRules route(HttpRoute route) {
    routes.add(route);
    rules.route(route);
    return this;
  }

  /** The methods under which this path is known. */
  List<String> methods(HttpPrologue prologue) {
    return METHODS.stream()
        .filter(method -> known(with(method, prologue)))
        .map(Method::text)
        .toList();
  }

  private boolean known(HttpPrologue prologue) {
    return routes.stream().anyMatch(route -> route.accepts(prologue).accepted());
  }

  private static HttpPrologue with(Method method, HttpPrologue prologue) {
    return HttpPrologue.create(
        prologue.rawProtocol(),
        prologue.protocol(),
        prologue.protocolVersion(),
        method,
        prologue.uriPath(),
        prologue.query(),
        prologue.fragment());
  }
}
