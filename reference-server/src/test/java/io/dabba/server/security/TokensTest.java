package io.dabba.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.dabba.server.process.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {
  private static final byte[] KEY =
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
          .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  private static final Principal RIDER = new Principal("rider-1", Role.RIDER);

  private Instant now = Instant.parse("2026-11-22T12:00:00Z");
  private final Tokens tokens = new Tokens(KEY, () -> now);

  @Test
  void issuedToken_namesItsCallerUntilItExpires() {
    String token = tokens.issue(RIDER, Duration.ofMinutes(5));
    assertThat(tokens.verify(token)).contains(RIDER);
    now = now.plus(Duration.ofMinutes(5)).minusSeconds(1);
    assertThat(tokens.verify(token)).contains(RIDER);
    now = now.plusSeconds(1);
    assertThat(tokens.verify(token)).isEmpty();
    assertThat(tokens.verify(token)).isEmpty();
  }

  @Test
  void tokenUnderAnotherKey_isRefused() {
    Tokens others = new Tokens(new byte[64], () -> now);
    assertThat(tokens.verify(others.issue(RIDER, Duration.ofHours(1)))).isEmpty();
  }

  @Test
  void tokenWithoutSignature_isRefused() {
    assertThat(tokens.verify(new PlainJWT(claims().build()).serialize())).isEmpty();
  }

  @Test
  void tokenOfAnotherAlgorithm_isRefusedEvenUnderOurKey() throws Exception {
    assertThat(tokens.verify(signed(JWSAlgorithm.HS256, claims()))).contains(RIDER);
    assertThat(tokens.verify(signed(JWSAlgorithm.HS512, claims()))).isEmpty();
  }

  @Test
  void tokenWithoutExpiryOrIssuerOrKnownRole_isRefused() throws Exception {
    assertThat(tokens.verify(signed(JWSAlgorithm.HS256, claims().expirationTime(null)))).isEmpty();
    assertThat(tokens.verify(signed(JWSAlgorithm.HS256, claims().issuer("someone")))).isEmpty();
    assertThat(tokens.verify(signed(JWSAlgorithm.HS256, claims().claim("role", "god")))).isEmpty();
    assertThat(tokens.verify(signed(JWSAlgorithm.HS256, claims().claim("role", 1)))).isEmpty();
    assertThat(tokens.verify(signed(JWSAlgorithm.HS256, claims().subject("a\nb")))).isEmpty();
  }

  @Test
  void nonsense_isRefused() {
    assertThat(tokens.verify("")).isEmpty();
    assertThat(tokens.verify("a.b.c")).isEmpty();
    assertThat(tokens.verify("x".repeat(100_000))).isEmpty();
  }

  @Test
  void key_isMadeOnceAndReadableByItsOwnerOnly(@TempDir Path data) throws IOException {
    byte[] made = JwtKey.load(data, Optional.empty());
    assertThat(made).hasSize(32);
    assertThat(JwtKey.load(data, Optional.empty())).isEqualTo(made);
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("jwt.key"))))
        .isEqualTo("rw-------");
    try (var files = Files.list(data)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void keyThatIsTooShortOrNotBase64_isRefused(@TempDir Path data) {
    assertThatThrownBy(() -> JwtKey.load(data, Optional.of("c2hvcnQ=")))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("5 bytes");
    assertThatThrownBy(() -> JwtKey.load(data, Optional.of("%%%")))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("not base64");
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer("dabba")
        .subject(RIDER.subject())
        .claim("role", "rider")
        .expirationTime(Date.from(now.plusSeconds(60)));
  }

  private static String signed(JWSAlgorithm algorithm, JWTClaimsSet.Builder claims)
      throws Exception {
    SignedJWT jwt = new SignedJWT(new JWSHeader(algorithm), claims.build());
    jwt.sign(new MACSigner(KEY));
    return jwt.serialize();
  }
}
