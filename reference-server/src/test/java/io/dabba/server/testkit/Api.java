package io.dabba.server.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.dabba.server.security.Principal;
import io.dabba.server.security.Role;
import io.dabba.server.security.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The API as one caller has it, who may be anybody. */
public final class Api {
  /** The key under which test servers verify tokens, as their configuration wants it. */
  public static final String JWT_KEY =
      Base64.getEncoder().encodeToString("a key of 32 bytes for tests only".getBytes(UTF_8));

  private static final Tokens TOKENS =
      new Tokens(Base64.getDecoder().decode(JWT_KEY), InstantSource.system());
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)");

  private final String base;
  private final String token;

  private Api(String base, String token) {
    this.base = base;
    this.token = token;
  }

  /** Nobody, at a server such as {@code http://127.0.0.1:8080}. */
  public static Api at(String base) {
    return new Api(base, "");
  }

  /** The same server for a caller. */
  public Api as(Role role, String subject) {
    return with(TOKENS.issue(new Principal(subject, role), Duration.ofHours(1)));
  }

  /** The same server for who has this token. */
  public Api with(String otherToken) {
    return new Api(base, otherToken);
  }

  public Answer get(String path) {
    return call("GET", path, "");
  }

  public Answer post(String path, String body, String... headers) {
    return call("POST", path, body, headers);
  }

  public Answer put(String path, String body) {
    return call("PUT", path, body);
  }

  public Answer patch(String path, String body) {
    return call("PATCH", path, body);
  }

  /**
   * Any call.
   *
   * @param body JSON, or empty for none
   * @param headers names and values in turn; they replace those that are always sent
   */
  public Answer call(String method, String path, String body, String... headers) {
    return call(method, path, body.getBytes(UTF_8), headers);
  }

  /** The same with any bytes. */
  public Answer call(String method, String path, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(30))
            .method(
                method,
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (body.length > 0) {
      request.header("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    try {
      return Answer.of(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** The first answer of the server to these bytes: head, blank line and body. */
  public String raw(String request) {
    URI uri = URI.create(base);
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      InputStream in = socket.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          return head.toString();
        }
        head.append((char) next);
      }
      Matcher length = CONTENT_LENGTH.matcher(head);
      return head
          + new String(in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The token of this caller. */
  public String token() {
    return token;
  }

  /** Opens a WebSocket. */
  public Feed listen(String path) {
    Feed feed = new Feed();
    CLIENT
        .newWebSocketBuilder()
        .header("Authorization", "Bearer " + token)
        .buildAsync(URI.create("ws" + base.substring("http".length()) + path), feed)
        .join();
    return feed;
  }
}
