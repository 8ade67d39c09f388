package io.dabba.server.http;

import io.helidon.common.parameters.Parameters;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;

/**
 * What a client asks for a WebSocket with: the request line, the headers, and the parameters of the
 * path.
 */
public record SocketHandshake(HttpPrologue prologue, Headers headers, Parameters path) {

  public String path(String parameter) {
    return path.get(parameter);
  }
}
