package io.dabba.server.rides;

import static java.util.stream.Collectors.groupingBy;

import io.dabba.dispatch.offer.AcceptOutcome;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.rider.AcceptanceRate;
import io.dabba.geo.RiderId;
import io.dabba.server.rides.OfferHistory.Event;
import io.dabba.server.rides.OfferHistory.Twice;
import io.dabba.server.rides.OfferHistory.What;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What of a history, and of the rows at its end, cannot be. An offer certainly binds from the tick
 * at which somebody knew it open to the tick at which the first call was made that closed it, or
 * may have; two offers that certainly bind one rider or one ride at once are one too many.
 */
final class OfferHistoryCheck {
  private static final Set<What> TAKEN = EnumSet.of(What.ACCEPTED, What.ACCEPTED_AGAIN);
  private static final Set<What> LEFT = EnumSet.of(What.ENDED, What.RELEASED);
  private static final Set<What> CLOSED_UNTAKEN =
      EnumSet.of(What.DECLINED, What.DECLINED_AGAIN, What.WITHDRAWN, What.EXPIRED);
  private static final Set<What> CLOSINGS =
      EnumSet.of(What.ACCEPTED, What.DECLINED, What.WITHDRAWN, What.EXPIRED);

  /** What is stored of an offer at the end. */
  record Row(RideId ride, RiderId rider, long token, String status, boolean over) {}

  /** What is stored of a rider at the end. */
  record RiderRow(RiderId rider, long lastToken, AcceptanceRate rate) {}

  private record Key(RiderId rider, long token) {}

  /** A rider leaves a ride, whichever offer he had it by. */
  private record Pair(RideId ride, RiderId rider) {}

  private record Span(Event opening, long begin, long end) {}

  private final OfferHistory history;
  private final Map<Key, List<Event>> ofOffer;
  private final Map<Key, Event> openings = new HashMap<>();
  private final Map<RiderId, List<Event>> openingsOfRider;
  private final Map<RideId, List<Event>> openingsOfRide;
  private final Map<Pair, List<Event>> leaves;
  private final Map<RideId, List<Event>> brokenOff;
  private final List<String> found = new ArrayList<>();

  private OfferHistoryCheck(OfferHistory history) {
    this.history = history;
    List<Event> events =
        history.events().stream().sorted(Comparator.comparingLong(Event::from)).toList();
    ofOffer =
        events.stream()
            .filter(event -> event.token() > 0 && event.what() != What.BROKEN_OFF)
            .collect(groupingBy(OfferHistoryCheck::key));
    List<Event> opened = events.stream().filter(e -> e.what() == What.OPENED).toList();
    openingsOfRider = opened.stream().collect(groupingBy(e -> e.rider().orElseThrow()));
    openingsOfRide = opened.stream().collect(groupingBy(Event::ride));
    leaves =
        events.stream()
            .filter(event -> LEFT.contains(event.what()))
            .collect(groupingBy(e -> new Pair(e.ride(), e.rider().orElseThrow())));
    brokenOff =
        events.stream().filter(e -> e.what() == What.BROKEN_OFF).collect(groupingBy(Event::ride));
    for (Event opening : opened) {
      if (openings.put(key(opening), opening) != null) {
        found.add("token was given twice: " + opening);
      }
    }
  }

  /** All that cannot be, empty if all is well. */
  static List<String> violations(OfferHistory history, List<Row> rows, List<RiderRow> riders) {
    OfferHistoryCheck check = new OfferHistoryCheck(history);
    check.answersSentTwice();
    check.ofOffer.keySet().forEach(check::offer);
    check.tokens();
    check.endedRides();
    check.overlaps("rider", event -> event.rider().orElseThrow());
    check.overlaps("ride", Event::ride);
    check.rows(rows);
    check.riders(riders, rows);
    return check.found;
  }

  private void answersSentTwice() {
    for (Twice twice : history.acceptedTwice()) {
      boolean bothFirst =
          twice.one() instanceof AcceptOutcome.Accepted
              && twice.other() instanceof AcceptOutcome.Accepted;
      if (bothFirst || !taken(twice.one()).equals(taken(twice.other()))) {
        found.add("two answers to one accept differ: " + twice);
      }
    }
  }

  private void offer(Key key) {
    List<Event> of = answersThatCount(key).toList();
    if (of.stream().filter(event -> CLOSINGS.contains(event.what())).count() > 1) {
      found.add("offer was closed more than once: " + of);
    }
    boolean taken = of.stream().anyMatch(event -> TAKEN.contains(event.what()));
    if (taken && of.stream().anyMatch(event -> event.what() == What.ACCEPT_REFUSED)) {
      found.add("accept was refused and counted: " + of);
    }
    of.stream().filter(event -> event.what() == What.ACCEPTED).forEach(this::accept);
  }

  /** Without those that were refused because the token was another's, or not given yet. */
  private Stream<Event> answersThatCount(Key key) {
    Event opening = openings.get(key);
    return ofOffer.getOrDefault(key, List.of()).stream()
        .filter(event -> {
          boolean refused =
              event.what() == What.ACCEPT_REFUSED || event.what() == What.DECLINE_REFUSED;
          return !refused
              || (opening != null
                  && opening.ride().equals(event.ride())
                  && opening.endedBefore(event));
        });
  }

  /** A token is stale once its time is over, it is closed, or its rider or ride has a later one. */
  private void accept(Event accept) {
    Event opening = openings.get(key(accept));
    if (opening == null || !opening.ride().equals(accept.ride())) {
      if (opening != null || !mayHaveBeenOpened(accept.ride(), accept.rider().orElseThrow())) {
        found.add("a token was accepted that was never given: " + accept);
      }
      return;
    }
    if (!OfferHistory.at(accept.from()).isBefore(opening.expiresAt())) {
      found.add("accepted too late: " + accept + " " + opening);
    }
    boolean closed =
        ofOffer.get(key(accept)).stream()
            .anyMatch(e -> CLOSED_UNTAKEN.contains(e.what()) && e.endedBefore(accept));
    boolean superseded =
        Stream.concat(
                openingsOfRider.get(accept.rider().orElseThrow()).stream(),
                openingsOfRide.get(accept.ride()).stream())
            .anyMatch(later -> opening.endedBefore(later) && later.endedBefore(accept));
    if (closed || superseded) {
      found.add("a stale token was accepted: " + accept);
    }
  }

  /** Also over a restart: nobody is told a token after a higher one was told. */
  private void tokens() {
    openingsOfRider.forEach((rider, ofRider) -> {
      long latestFrom = 0;
      for (Event opening :
          ofRider.stream().sorted(Comparator.comparingLong(Event::token)).toList()) {
        if (opening.to() < latestFrom) {
          found.add("a higher token was given before: " + opening);
        }
        latestFrom = Math.max(latestFrom, opening.from());
      }
    });
  }

  private void endedRides() {
    history.events().stream()
        .filter(event -> event.what() == What.ENDED)
        .forEach(end ->
            openingsOfRide.getOrDefault(end.ride(), List.of()).stream()
                .filter(end::endedBefore)
                .forEach(opening -> found.add("ride was offered after its end: " + opening)));
  }

  private <T> void overlaps(String what, Function<Event, T> owner) {
    openings.values().stream()
        .map(this::span)
        .filter(span -> span.begin() < span.end())
        .sorted(Comparator.comparingLong(Span::begin))
        .collect(groupingBy(span -> owner.apply(span.opening())))
        .forEach((whose, spans) -> {
          for (int n = 1; n < spans.size(); n++) {
            if (spans.get(n).begin() < spans.get(n - 1).end()) {
              found.add(
                  "two offers bind one %s: %s, %s".formatted(what, spans.get(n - 1), spans.get(n)));
            }
          }
        });
  }

  /** A withdrawal may be told before the offer is, and then the span is empty. */
  private Span span(Event opening) {
    List<Event> of = ofOffer.get(key(opening));
    Pair pair = new Pair(opening.ride(), opening.rider().orElseThrow());
    boolean taken = of.stream().anyMatch(event -> TAKEN.contains(event.what()));
    Stream<Event> closings =
        taken
            ? leaves.getOrDefault(pair, List.of()).stream()
            : of.stream().filter(event -> CLOSED_UNTAKEN.contains(event.what()));
    long end =
        Stream.concat(closings, brokenOff.getOrDefault(opening.ride(), List.of()).stream())
            .filter(event -> event.to() > opening.from())
            .mapToLong(Event::from)
            .min()
            .orElse(Long.MAX_VALUE);
    long overdue = Duration.between(OfferHistory.at(0), opening.expiresAt()).toMillis();
    return new Span(opening, opening.to(), taken ? end : Math.min(end, overdue));
  }

  private void rows(List<Row> rows) {
    Map<Key, Row> stored = new HashMap<>();
    for (Row row : rows) {
      Key key = new Key(row.rider(), row.token());
      stored.put(key, row);
      if (!openings.containsKey(key) && !mayHaveBeenOpened(row.ride(), row.rider())) {
        found.add("nobody was told of " + row);
      }
      answersThatCount(key)
          .filter(event -> !agrees(row, event))
          .forEach(event -> found.add("%s is stored as %s".formatted(event, row)));
    }
    Map<Pair, List<Row>> left = rows.stream().filter(Row::over).collect(groupingBy(this::pair));
    leaves.forEach((pair, of) -> {
      if (of.size() > left.getOrDefault(pair, List.of()).size()) {
        found.add("ride was left more often than taken: " + of);
      }
    });
    openings.forEach((key, opening) -> {
      Row row = stored.get(key);
      if (row == null || !row.ride().equals(opening.ride())) {
        found.add("%s is stored as %s".formatted(opening, row));
      }
    });
  }

  private static boolean agrees(Row row, Event event) {
    return switch (event.what()) {
      case ACCEPTED, ACCEPTED_AGAIN -> row.status().equals("ACCEPTED");
      case DECLINED, DECLINED_AGAIN -> row.status().equals("DECLINED");
      case WITHDRAWN -> row.status().equals("WITHDRAWN");
      case EXPIRED -> row.status().equals("EXPIRED");
      case ACCEPT_REFUSED -> !row.status().equals("ACCEPTED");
      case DECLINE_REFUSED -> !row.status().equals("DECLINED");
      case OPENED, ENDED, RELEASED, NOTHING, BROKEN_OFF -> true;
    };
  }

  /** A rider's offers follow one another, so his rate is that of their ends in turn. */
  private void riders(List<RiderRow> riders, List<Row> rows) {
    Map<RiderId, List<Row>> byRider =
        rows.stream().sorted(Comparator.comparingLong(Row::token)).collect(groupingBy(Row::rider));
    for (RiderRow rider : riders) {
      List<Row> offers = byRider.getOrDefault(rider.rider(), List.of());
      for (int n = 0; n < offers.size(); n++) {
        if (offers.get(n).token() != n + 1) {
          found.add("token %d is not that of %s".formatted(n + 1, offers.get(n)));
        }
      }
      if (rider.lastToken() != offers.size()) {
        found.add("last token is not %d: %s".formatted(offers.size(), rider));
      }
      rate(offers)
          .filter(rate -> !rate.equals(rider.rate()))
          .ifPresent(rate -> found.add("rate is not %s: %s".formatted(rate, rider)));
    }
  }

  /** Empty if nobody knows whether one of the rides was ended or given back. */
  private Optional<AcceptanceRate> rate(List<Row> offers) {
    Map<Pair, List<Row>> left = offers.stream().filter(Row::over).collect(groupingBy(this::pair));
    AcceptanceRate rate = AcceptanceRate.initial();
    for (Row row : offers) {
      switch (row.status()) {
        case "DECLINED", "EXPIRED" -> rate = rate.after(false);
        case "ACCEPTED" -> rate = rate.after(true);
        default -> {}
      }
      if (row.over()) {
        List<Row> rows = left.get(pair(row));
        List<Event> known = leaves.getOrDefault(pair(row), List.of());
        if (known.size() < rows.size()) {
          return Optional.empty();
        }
        if (known.get(rows.indexOf(row)).what() == What.RELEASED) {
          rate = rate.after(false);
        }
      }
    }
    return Optional.of(rate);
  }

  private Pair pair(Row row) {
    return new Pair(row.ride(), row.rider());
  }

  private boolean mayHaveBeenOpened(RideId ride, RiderId rider) {
    return brokenOff.getOrDefault(ride, List.of()).stream()
        .anyMatch(event -> event.rider().equals(Optional.of(rider)));
  }

  private static Key key(Event event) {
    return new Key(event.rider().orElseThrow(), event.token());
  }

  private static Optional<Offer> taken(AcceptOutcome outcome) {
    return switch (outcome) {
      case AcceptOutcome.Accepted(Offer offer) -> Optional.of(offer);
      case AcceptOutcome.AlreadyAccepted(Offer offer) -> Optional.of(offer);
      case AcceptOutcome.Stale stale -> Optional.empty();
    };
  }
}
