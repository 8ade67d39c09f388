package io.dabba.server.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The strong entity tag of a body, as RFC 9110 has it: half of its SHA-256.
 *
 * @param value with its quotes
 */
public record ETag(String value) {
  private static final Pattern TAG = Pattern.compile("(?:W/)?\"[^\"]*\"|\\*");
  private static final int BYTES = 16;

  public static ETag of(byte[] body) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
      String hex = HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES));
      return new ETag("\"" + hex + "\"");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Whether the caller has this one already, and needs no body. */
  public boolean isKnown(Headers headers) {
    List<String> tags = tags(headers, HeaderNames.IF_NONE_MATCH);
    // told weakly it is the same one
    return tags.contains("*") || tags.contains(value) || tags.contains("W/" + value);
  }

  /** Whether a write is meant for this one; it is meant for any if the caller does not say. */
  public boolean isMeant(Headers headers) {
    List<String> tags = tags(headers, HeaderNames.IF_MATCH);
    return !headers.contains(HeaderNames.IF_MATCH) || tags.contains("*") || tags.contains(value);
  }

  private static List<String> tags(Headers headers, HeaderName name) {
    return headers.contains(name)
        ? headers.get(name).allValues().stream()
            .flatMap(line -> TAG.matcher(line).results())
            .map(MatchResult::group)
            .toList()
        : List.of();
  }
}
