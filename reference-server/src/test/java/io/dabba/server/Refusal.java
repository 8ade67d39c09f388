package io.dabba.server;

import java.util.List;

/**
 * A call that is refused: by which status and problem, and for which field if one is at fault.
 *
 * @param what what is wrong with it
 * @param caller who makes it; empty for one who may
 * @param headers names and values in turn
 */
record Refusal(
    String what,
    Call call,
    String caller,
    List<String> headers,
    int status,
    String slug,
    String field) {

  Refusal(String what, Call call, int status, String slug, String field) {
    this(what, call, "", List.of(), status, slug, field);
  }

  Refusal by(String otherCaller) {
    return new Refusal(what, call, otherCaller, headers, status, slug, field);
  }

  Refusal with(String header, String value) {
    return new Refusal(what, call, caller, List.of(header, value), status, slug, field);
  }

  @Override
  public String toString() {
    return "%s %s: %s -> %d %s %s"
        .formatted(call.method(), shortened(call.path()), shortened(what), status, slug, field);
  }

  private static String shortened(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "..." : text;
  }
}
