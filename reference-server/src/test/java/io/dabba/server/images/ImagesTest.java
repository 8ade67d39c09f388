package io.dabba.server.images;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dabba.server.postgres.Database;
import io.dabba.server.testkit.Answer;
import io.dabba.server.testkit.Api;
import io.dabba.server.testkit.SharedPostgres;
import io.dabba.server.testkit.TestServer;
import io.dabba.server.testkit.Town;
import java.net.URI;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Images of restaurants and dishes, sent, shown and fetched as a CDN would. */
@Timeout(60)
class ImagesTest {
  private static final String PNG = "\u0089PNG\r\n\u001a\n";

  private static TestServer server;
  private static Database database;
  private Town town;
  private String path;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(SharedPostgres.newDatabase(), 1, Instant.parse("2026-11-22T12:00:00Z"));
    database = Database.connect(server.database());
  }

  @AfterAll
  static void stop() {
    database.close();
    server.close();
  }

  @BeforeEach
  void town(TestInfo test) {
    town =
        Town.create(server.api(), "t" + Integer.toUnsignedString(test.getDisplayName().hashCode()));
    path = "/v1/restaurants/" + town.restaurant();
  }

  @Test
  void imageThatIsSent_isShown_andServedForGood() {
    byte[] image = png(5_000, 1);
    String url = put(path + "/image", image);
    assertThat(url).matches("/v1/images/[0-9a-f]{64}");
    assertThat(town.customer("mira").get(path).at("/image")).isEqualTo(url);

    Answer served = server.api().get(url).expect(200);
    assertThat(served.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(served.headers().firstValue("Cache-Control"))
        .contains("public, max-age=31536000, immutable");
    assertThat(served.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(served.headers().firstValue("Content-Length")).contains("5000");
    String etag = served.headers().firstValue("ETag").orElseThrow();
    assertThat(etag).isEqualTo("\"" + url.substring("/v1/images/".length()) + "\"");
    assertThat(get(url, "If-None-Match", etag).expect(304).text()).isEmpty();
    assertThat(get(url, "If-None-Match", "W/" + etag).status()).isEqualTo(304);
    assertThat(get(url, "If-None-Match", "\"other\"").status()).isEqualTo(200);
  }

  @Test
  void partOfAnImage_isServedAsItIsAskedFor() {
    String text = PNG + "0123456789";
    String url = put(path + "/image", text.getBytes(ISO_8859_1));
    String etag = "\"" + url.substring("/v1/images/".length()) + "\"";
    Answer part = get(url, "Range", "bytes=8-11").expect(206);
    assertThat(part.text()).isEqualTo("0123");
    assertThat(part.headers().firstValue("Content-Range")).contains("bytes 8-11/18");
    assertThat(part.headers().firstValue("ETag")).contains(etag);
    assertThat(get(url, "Range", "bytes=-2").expect(206).text()).isEqualTo("89");
    assertThat(get(url, "Range", "bytes=0-").expect(200).headers().firstValue("Content-Range"))
        .isEmpty();
    assertThat(get(url, "Range", "bytes=0-1,4-5").status()).isEqualTo(200);
    assertThat(get(url, "Range", "bytes=8-9", "If-Range", etag).status()).isEqualTo(206);
    assertThat(get(url, "Range", "bytes=8-9", "If-Range", "\"other\"").status()).isEqualTo(200);
    Answer outside = get(url, "Range", "bytes=18-");
    outside.expectProblem(416, "range-not-satisfiable");
    assertThat(outside.headers().firstValue("Content-Range")).contains("bytes */18");
    // or a CDN would keep the error for good
    assertThat(outside.headers().firstValue("Cache-Control")).isEmpty();
    assertThat(outside.headers().firstValue("ETag")).isEmpty();
  }

  @Test
  void head_saysWhatGetWould_withoutTheImage() {
    String url = put(path + "/image", png(3_000, 2));
    Answer head = server.api().call("HEAD", url, "").expect(200);
    assertThat(head.text()).isEmpty();
    assertThat(head.headers().firstValue("Content-Length")).contains("3000");
    assertThat(head.headers().firstValue("ETag"))
        .isEqualTo(server.api().get(url).headers().firstValue("ETag"));
    assertThat(server.api().call("HEAD", "/v1/images/" + "0".repeat(64), "").status())
        .isEqualTo(404);
  }

  @Test
  void imageOfADish_staysWithIt_untilItIsTakenAway() {
    String url = put(path + "/menu/items/raita/image", png(100, 3));
    assertThat(dishImage()).isEqualTo(url);
    town.kitchen().patch(path + "/menu/items/raita", "{\"priceMinor\":4100}").expect(200);
    town.kitchen()
        .put(
            path + "/menu",
            """
            {"items":[{"id":"raita","name":"Raita","priceMinor":1,"veg":true,"available":true}]}\
            """)
        .expect(200);
    assertThat(dishImage()).isEqualTo(url);
    town.kitchen().call("DELETE", path + "/menu/items/raita/image", "").expect(204);
    assertThat(dishImage()).isEmpty();
    town.kitchen()
        .call("PUT", path + "/menu/items/none/image", png(100, 3), "Content-Type", "image/png")
        .expectProblem(404, "not-found");
  }

  @Test
  void imageElsewhere_isShownByItsUrl_andOneOfTheServerByItsOwn() {
    String elsewhere = "https://images.example/kitchen.jpg?w=400";
    named(elsewhere).expect(200);
    assertThat(town.customer("mira").get(path).at("/image")).isEqualTo(elsewhere);
    String url = put(path + "/menu/items/raita/image", png(200, 4));
    assertThat(named(url).expect(200).at("/image")).isEqualTo(url);
    town.kitchen().call("DELETE", path + "/image", "").expect(204);
    assertThat(town.customer("mira").get(path).json().has("image")).isFalse();
  }

  @Test
  void imageOfARestaurant_isInSearchSoon() {
    String url = put(path + "/image", png(300, 5));
    await()
        .until(() ->
            town.customer("mira")
                .get(
                    "/v1/restaurants?lat=%s&lng=%s&q=%s".formatted(Town.LAT, Town.LNG, town.name()))
                .json()
                .at("/restaurants")
                .findValuesAsText("image")
                .contains(url));
  }

  @Test
  void whatIsNoImage_isRefused() {
    for (String body : new String[] {"GIF89a", "<svg/>", "text"}) {
      town.kitchen()
          .call("PUT", path + "/image", body.getBytes(ISO_8859_1), "Content-Type", "image/png")
          .expectProblem(415, "unsupported-media-type");
    }
    town.kitchen()
        .call("PUT", path + "/image", png(2 * 1024 * 1024 + 1, 6), "Content-Type", "image/png")
        .expectProblem(413, "body-too-large");
    assertThat(put(path + "/image", png(2 * 1024 * 1024, 6))).isNotEmpty();
  }

  @Test
  void imageThatNobodyShows_isForgottenAfterAWeek() {
    String shown = put(path + "/image", png(100, 7));
    String unshown = put(path + "/menu/items/raita/image", png(100, 8));
    String young = put(path + "/menu/items/raita/image", png(100, 9));
    town.kitchen().call("DELETE", path + "/menu/items/raita/image", "").expect(204);
    database
        .jdbi()
        .useHandle(handle ->
            handle.execute(
                "UPDATE images SET wall_stored_at = wall_stored_at - interval '169 hours' WHERE hash <> ?",
                young.substring("/v1/images/".length())));

    ImageStore.reaping(database).work().run();

    server.api().get(shown).expect(200);
    server.api().get(young).expect(200);
    server.api().get(unshown).expectProblem(404, "not-found");
  }

  @Test
  void base_standsBeforeWhatTheServerHolds_andIsTakenBack() {
    ImageUrls urls = ImageUrls.of(URI.create("https://cdn.example/dabba/"));
    String path = "/v1/images/" + "a".repeat(64);
    assertThat(urls.shown(path)).isEqualTo("https://cdn.example/dabba" + path);
    assertThat(urls.shown("https://else.where/a")).isEqualTo("https://else.where/a");
    assertThat(urls.stored("https://cdn.example/dabba" + path)).isEqualTo(path);
    assertThat(urls.stored(path)).isEqualTo(path);
    assertThat(urls.stored("https://else.where/a")).isEqualTo("https://else.where/a");
  }

  private String dishImage() {
    for (var item : town.customer("mira").get(path + "/menu").expect(200).json().at("/items")) {
      if (item.at("/id").asText().equals("raita")) {
        return item.at("/image").asText("");
      }
    }
    throw new AssertionError("there is no raita");
  }

  private String put(String to, byte[] image) {
    return town.kitchen()
        .call("PUT", to, image, "Content-Type", "image/png")
        .expect(200)
        .at("/image");
  }

  private Answer named(String url) {
    return town.kitchen().put(path + "/image", "{\"url\":\"%s\"}".formatted(url));
  }

  private static Answer get(String url, String... headers) {
    Api anybody = server.api();
    return anybody.call("GET", url, "", headers);
  }

  private static byte[] png(int size, long seed) {
    byte[] image = new byte[size];
    new Random(seed).nextBytes(image);
    byte[] signature = PNG.getBytes(ISO_8859_1);
    System.arraycopy(signature, 0, image, 0, signature.length);
    return image;
  }
}
