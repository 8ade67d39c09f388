package io.dabba.server.payments.local;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One charge as the gateway keeps and shows it; amounts in minor units. What was authorized and
 * neither captured nor voided is held.
 *
 * @param key the caller's name for it
 * @param reference the gateway's own, which cannot be guessed
 * @param notifyUrl where its webhooks go
 * @param capturedMinor what was taken, refunds not deducted
 * @param voidedMinor what was held and is free again
 * @param reason why it was refused
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record LocalCharge(
    String key,
    String reference,
    long amountMinor,
    String currency,
    String method,
    Optional<String> notifyUrl,
    State state,
    long authorizedMinor,
    long capturedMinor,
    long voidedMinor,
    Optional<String> reason,
    List<LocalRefund> refunds) {

  enum State {
    REQUIRES_ACTION,
    AUTHORIZED,
    CAPTURED,
    VOIDED,
    REFUSED
  }

  /** A part given back. */
  record LocalRefund(String key, String reference, long amountMinor) {}

  LocalCharge {
    refunds = List.copyOf(refunds);
  }

  /** What was asked for and not decided yet. */
  static LocalCharge asked(ChargeRequest request, String reference) {
    return new LocalCharge(
        request.key(),
        reference,
        request.amountMinor(),
        request.currency(),
        request.method(),
        request.notifyUrl(),
        State.REQUIRES_ACTION,
        0,
        0,
        0,
        Optional.empty(),
        List.of());
  }

  boolean isFor(ChargeRequest request) {
    return amountMinor == request.amountMinor()
        && currency.equals(request.currency())
        && method.equals(request.method());
  }

  LocalCharge approved() {
    require(State.REQUIRES_ACTION);
    return with(State.AUTHORIZED, amountMinor, 0, 0, reason, refunds);
  }

  LocalCharge refused(String why) {
    require(State.REQUIRES_ACTION);
    return with(State.REFUSED, 0, 0, 0, Optional.of(why), refunds);
  }

  /** Takes a part and releases the rest. */
  LocalCharge captured(long takenMinor) {
    require(State.AUTHORIZED);
    if (takenMinor < 1 || takenMinor > amountMinor) {
      throw new IllegalArgumentException("takenMinor=%d".formatted(takenMinor));
    }
    return with(
        State.CAPTURED, authorizedMinor, takenMinor, amountMinor - takenMinor, reason, refunds);
  }

  LocalCharge voided() {
    return with(State.VOIDED, authorizedMinor, 0, authorizedMinor, reason, refunds);
  }

  LocalCharge refunded(LocalRefund refund) {
    require(State.CAPTURED);
    if (refund.amountMinor() < 1 || refund.amountMinor() > refundableMinor()) {
      throw new IllegalArgumentException("amountMinor=%d".formatted(refund.amountMinor()));
    }
    return with(
        state,
        authorizedMinor,
        capturedMinor,
        voidedMinor,
        reason,
        Stream.concat(refunds.stream(), Stream.of(refund)).toList());
  }

  Optional<LocalRefund> findRefund(String refundKey) {
    return refunds.stream().filter(refund -> refund.key().equals(refundKey)).findFirst();
  }

  @JsonProperty("refundedMinor")
  long refundedMinor() {
    return refunds.stream().mapToLong(LocalRefund::amountMinor).sum();
  }

  long refundableMinor() {
    return capturedMinor - refundedMinor();
  }

  private void require(State expected) {
    if (state != expected) {
      throw new IllegalStateException("charge %s is %s".formatted(key, state));
    }
  }

  private LocalCharge with(
      State next,
      long authorized,
      long captured,
      long voided,
      Optional<String> why,
      List<LocalRefund> given) {
    return new LocalCharge(
        key,
        reference,
        amountMinor,
        currency,
        method,
        notifyUrl,
        next,
        authorized,
        captured,
        voided,
        why,
        given);
  }
}
