package io.dabba.server.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Issues and verifies tokens: JWT signed with HS256 and no other algorithm, issuer {@code dabba},
 * an expiry always. Verified tokens are remembered until they expire, so that a ping costs no HMAC.
 * Thread-safe.
 */
public final class Tokens {
  private static final String ISSUER = "dabba";
  private static final String ROLE = "role";
  private static final int LONGEST_TOKEN = 4096;
  private static final int REMEMBERED = 50_000;

  private final byte[] key;
  private final InstantSource wallClock;
  private final MACVerifier verifier;
  private final Cache<String, Verified> verified =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  /**
   * Tokens under a key of at least 32 bytes.
   *
   * @param wallClock what expiry is measured against; never domain time
   */
  public Tokens(byte[] key, InstantSource wallClock) {
    this.key = key.clone();
    this.wallClock = wallClock;
    try {
      this.verifier = new MACVerifier(this.key);
    } catch (JOSEException e) {
      throw new IllegalArgumentException("key is too short: " + key.length + " bytes", e);
    }
  }

  public String issue(Principal principal, Duration lifetime) {
    Instant now = wallClock.instant();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .subject(principal.subject())
            .claim(ROLE, principal.role().wireName())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(lifetime)))
            .build();
    SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    try {
      token.sign(new MACSigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot sign a token", e);
    }
    return token.serialize();
  }

  /** The caller, if the token is ours and still counts. */
  public Optional<Principal> verify(String token) {
    Verified known = verified.getIfPresent(token);
    if (known == null) {
      known = check(token);
      if (known == null) {
        return Optional.empty();
      }
      verified.put(token, known);
    }
    if (!wallClock.instant().isBefore(known.expiresAt)) {
      verified.invalidate(token);
      return Optional.empty();
    }
    return Optional.of(known.principal);
  }

  private @Nullable Verified check(String token) {
    if (token.length() > LONGEST_TOKEN) {
      return null;
    }
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      if (!jwt.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256) || !jwt.verify(verifier)) {
        return null;
      }
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      String subject = claims.getSubject();
      String roleName = claims.getStringClaim(ROLE);
      Date expiry = claims.getExpirationTime();
      if (!ISSUER.equals(claims.getIssuer())
          || subject == null
          || roleName == null
          || expiry == null) {
        return null;
      }
      Instant notBefore =
          claims.getNotBeforeTime() == null ? Instant.MIN : claims.getNotBeforeTime().toInstant();
      if (wallClock.instant().isBefore(notBefore)) {
        return null;
      }
      return Role.find(roleName)
          .map(role -> new Verified(new Principal(subject, role), expiry.toInstant()))
          .orElse(null);
    } catch (ParseException | JOSEException | IllegalArgumentException | IllegalStateException e) {
      return null;
    }
  }

  private record Verified(Principal principal, Instant expiresAt) {}
}
