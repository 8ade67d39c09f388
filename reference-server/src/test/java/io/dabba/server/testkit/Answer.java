package io.dabba.server.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.dabba.server.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;

/** What the server answered. */
public record Answer(int status, String text, HttpHeaders headers) {

  static Answer of(HttpResponse<String> response) {
    return new Answer(response.statusCode(), response.body(), response.headers());
  }

  /** The body; a missing node if there is none. */
  public JsonNode json() {
    try {
      return text.isEmpty() ? MissingNode.getInstance() : Json.MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a field of the body, at a path such as {@code /rider/id}; empty if missing. */
  public String at(String path) {
    return json().at(path).asText("");
  }

  public Answer expect(int expected) {
    assertThat(status).as("status of: %s", text).isEqualTo(expected);
    return this;
  }

  /** A problem of this status and type, as RFC 9457 has it. */
  public Answer expectProblem(int expected, String slug) {
    expect(expected);
    assertThat(headers.firstValue("Content-Type")).contains("application/problem+json");
    assertThat(at("/type")).isEqualTo("https://dabba.io/problems/" + slug);
    assertThat(at("/status")).isEqualTo(Integer.toString(expected));
    assertThat(at("/title")).isNotBlank();
    assertThat(at("/detail")).isNotBlank();
    return this;
  }

  String header(String name) {
    return headers.firstValue(name).orElse("");
  }
}
