package io.dabba.benchmarks.simulator;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the server answered to a call.
 *
 * @param status 0 when it gave no answer in all the attempts a call has
 */
public record ApiAnswer(int status, String body) {
  static final ApiAnswer NONE = new ApiAnswer(0, "");

  public boolean ok() {
    return status / 100 == 2;
  }

  public JsonNode json() {
    return Json.read(body.isEmpty() ? "{}" : body);
  }
}
