package io.dabba.benchmarks.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

  @Test
  void aTokenIsSignedOverHeaderAndClaims() {
    byte[] key = "a key of at least thirty-two bytes".getBytes(StandardCharsets.UTF_8);
    Tokens tokens = new Tokens(key, InstantSource.fixed(NOW));

    String token = tokens.mint("rider", "c17");

    // The signature was computed with another implementation over the two parts before it.
    assertThat(token).endsWith(".BLYcsd9rQfDprhw0F8I2gl-kVp_GMzuwJFjD56-R1iA");
    JsonNode claims = Json.read(decoded(token.split("\\.", 3)[1]));
    assertThat(claims.path("iss").asText()).isEqualTo("dabba");
    assertThat(claims.path("sub").asText()).isEqualTo("c17");
    assertThat(claims.path("role").asText()).isEqualTo("rider");
    assertThat(claims.path("exp").asLong()).isEqualTo(1_700_086_400);
  }

  @Test
  void theKeyFileHoldsTheKeyInBase64(@TempDir Path folder) throws Exception {
    byte[] key = new byte[32];
    key[3] = -5;
    Path file = folder.resolve("jwt.key");
    Files.writeString(file, Base64.getEncoder().encodeToString(key) + "\n");

    String fromFile = Tokens.fromFile(file).mint("ops", "x");

    String payload = decoded(fromFile.split("\\.", 3)[1]);
    Instant minted = Instant.ofEpochSecond(Json.read(payload).path("iat").asLong());
    assertThat(fromFile).isEqualTo(new Tokens(key, InstantSource.fixed(minted)).mint("ops", "x"));
  }

  private static String decoded(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }
}
