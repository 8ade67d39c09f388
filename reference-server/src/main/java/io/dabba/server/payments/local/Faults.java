package io.dabba.server.payments.local;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * How the gateway misbehaves. What goes wrong with a call is decided by the seed, the kind of call
 * and its key alone: the same in every run, whatever the order of calls. All but refusals and
 * delays go wrong only the first time that a key is called with.
 *
 * @param refuse how many charges in one are refused
 * @param timeoutCharged how many calls in one are carried out and answered too late
 * @param timeoutUncharged how many are neither carried out nor answered in time
 * @param errorBefore how many are answered 500 and not carried out
 * @param errorAfter how many are carried out and answered 500
 * @param loseWebhook how many webhooks in one are never sent
 * @param duplicateWebhook how many are sent twice at once
 * @param answerTwice how many are sent again later, when others have been sent meanwhile
 * @param delayMillis the longest by which an answer is delayed
 * @param calls which calls go wrong, of authorize, capture, void and refund; empty for all
 */
record Faults(
    long seed,
    double refuse,
    double timeoutCharged,
    double timeoutUncharged,
    double errorBefore,
    double errorAfter,
    double loseWebhook,
    double duplicateWebhook,
    double answerTwice,
    long delayMillis,
    Optional<List<String>> calls) {
  static final Faults NONE = new Faults(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Optional.empty());

  private static final double ROUNDING = 1e-9;
  private static final long LONGEST_DELAY_MILLIS = 60_000;

  /** What happens to a call. */
  enum OfCall {
    NOTHING,
    REFUSE,
    TIMEOUT_CHARGED,
    TIMEOUT_UNCHARGED,
    ERROR_BEFORE,
    ERROR_AFTER
  }

  /** What happens to a webhook. */
  enum OfWebhook {
    NOTHING,
    LOSE,
    DUPLICATE,
    AGAIN_LATER
  }

  Faults {
    calls = calls.map(List::copyOf);
    List<Double> shares =
        List.of(
            refuse,
            timeoutCharged,
            timeoutUncharged,
            errorBefore,
            errorAfter,
            loseWebhook,
            duplicateWebhook,
            answerTwice);
    if (shares.stream().anyMatch(share -> !(share >= 0 && share <= 1))
        || refuse + timeoutCharged + timeoutUncharged + errorBefore + errorAfter > 1 + ROUNDING
        || loseWebhook + duplicateWebhook + answerTwice > 1 + ROUNDING) {
      throw new IllegalArgumentException("shares=" + shares + " are not from 0 to 1 together");
    }
    if (delayMillis < 0 || delayMillis > LONGEST_DELAY_MILLIS) {
      throw new IllegalArgumentException("delayMillis=" + delayMillis);
    }
  }

  OfCall of(ChargeBook.Arrival arrival) {
    if (calls.filter(those -> !those.contains(arrival.call())).isPresent()) {
      return OfCall.NOTHING;
    }
    double at = draw("call", arrival.call(), arrival.key());
    if (arrival.call().equals("authorize")) {
      if (at < refuse) {
        return OfCall.REFUSE;
      }
      at -= refuse;
    }
    if (at < timeoutCharged) {
      return OfCall.TIMEOUT_CHARGED;
    }
    at -= timeoutCharged;
    if (at < timeoutUncharged) {
      return OfCall.TIMEOUT_UNCHARGED;
    }
    at -= timeoutUncharged;
    if (at < errorBefore) {
      return OfCall.ERROR_BEFORE;
    }
    return at - errorBefore < errorAfter ? OfCall.ERROR_AFTER : OfCall.NOTHING;
  }

  OfWebhook of(LocalCharge news) {
    double at = draw("webhook", news.state().name() + news.refunds().size(), news.key());
    if (at < loseWebhook) {
      return OfWebhook.LOSE;
    }
    at -= loseWebhook;
    if (at < duplicateWebhook) {
      return OfWebhook.DUPLICATE;
    }
    return at - duplicateWebhook < answerTwice ? OfWebhook.AGAIN_LATER : OfWebhook.NOTHING;
  }

  long delayMillis(ChargeBook.Arrival arrival) {
    return Math.round(draw("delay", arrival.call(), arrival.key()) * delayMillis);
  }

  private double draw(String what, String call, String key) {
    long hash = 0xcbf29ce484222325L;
    for (char c : (what + ' ' + call + ' ' + key).toCharArray()) {
      hash = (hash ^ c) * 0x100000001b3L;
    }
    return new SplittableRandom(seed ^ hash).nextDouble();
  }
}
