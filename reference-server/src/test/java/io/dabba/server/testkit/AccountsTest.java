package io.dabba.server.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.server.testkit.Accounts.Charge;
import io.dabba.server.testkit.Accounts.Claim;
import io.dabba.server.testkit.Accounts.Event;
import io.dabba.server.testkit.Accounts.Order;
import io.dabba.server.testkit.Accounts.PlacedUnder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The checker of the crash matrix and of the load with faults finds what it is there for. */
class AccountsTest {
  private static final PlacedUnder FIRST = new PlacedUnder("mira", "first");
  private static final PlacedUnder SECOND = new PlacedUnder("mira", "second");

  /** Books that may be spoiled. */
  static final class Books {
    private final List<Claim> claims =
        new ArrayList<>(List.of(new Claim(FIRST, "a"), new Claim(SECOND, "b")));
    private final List<Order> orders =
        new ArrayList<>(
            List.of(
                new Order("a", "CONFIRMED", 2, 570, 570, 0, 0),
                new Order("b", "DELIVERED", 3, 570, 0, 470, 100)));
    private final List<Event> events =
        new ArrayList<>(
            List.of(
                new Event(1, "a", 1, "order.created", true),
                new Event(2, "b", 1, "order.created", true),
                new Event(3, "b", 2, "order.confirmed", true),
                new Event(4, "a", 2, "order.confirmed", true),
                new Event(5, "b", 3, "order.delivered", true)));
    private final List<Charge> charges =
        new ArrayList<>(
            List.of(new Charge("a", "AUTHORIZED", 570, 0), new Charge("b", "CAPTURED", 0, 470)));

    List<String> complaints() {
      return new Accounts(claims, orders, events, charges).complaints(Set.of(FIRST, SECOND));
    }
  }

  @Test
  void booksInOrder_giveNoCauseToComplain() {
    assertThat(new Books().complaints()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void whateverIsWrong_isFound(String what, Consumer<Books> spoil, String complaint) {
    Books books = new Books();
    spoil.accept(books);
    assertThat(books.complaints()).as(what).anyMatch(found -> found.contains(complaint));
  }

  static Stream<Arguments> whateverIsWrong_isFound() {
    return Stream.of(
        wrong(
            "a charge that came twice",
            books -> books.charges.add(new Charge("a", "AUTHORIZED", 570, 0)),
            "charged 2 times"),
        wrong(
            "a second order under the same key, charged too",
            books -> {
              books.claims.add(new Claim(FIRST, "c"));
              books.orders.add(new Order("c", "CONFIRMED", 2, 570, 570, 0, 0));
              books.charges.add(new Charge("c", "AUTHORIZED", 570, 0));
            },
            "has 2 orders"),
        wrong("a key without an order", books -> books.claims.removeFirst(), "has 0 orders"),
        wrong(
            "an order of a key that nobody used",
            books -> books.claims.set(0, new Claim(new PlacedUnder("noor", "x"), "a")),
            "nobody used"),
        wrong(
            "a charge of no order",
            books -> books.charges.add(new Charge("lost", "AUTHORIZED", 570, 0)),
            "charge lost is of no order"),
        wrong(
            "a confirmed order that was not charged",
            books -> books.charges.removeFirst(),
            "holds 0 and took 0"),
        wrong(
            "a charge of an order that was cancelled",
            books -> books.orders.set(0, new Order("a", "CANCELLED", 2, 570, 0, 0, 0)),
            "holds 570"),
        wrong(
            "an order that stayed pending",
            books -> books.orders.set(0, new Order("a", "PAYMENT_PENDING", 2, 570, 570, 0, 0)),
            "PAYMENT_PENDING"),
        wrong(
            "a delivered order that was not captured",
            books -> {
              books.orders.set(1, new Order("b", "DELIVERED", 3, 570, 570, 0, 0));
              books.charges.set(1, new Charge("b", "AUTHORIZED", 570, 0));
            },
            "DELIVERED"),
        wrong(
            "a refund that only the gateway knows",
            books -> books.charges.set(1, new Charge("b", "CAPTURED", 0, 370)),
            "took 370"),
        wrong(
            "a change without an event", books -> books.events.remove(3), "no event of version 2"),
        wrong(
            "a change with two events",
            books -> books.events.add(new Event(6, "a", 2, "order.confirmed", true)),
            "two events of version 2"),
        wrong(
            "an event without a change",
            books -> books.events.add(new Event(6, "a", 3, "order.assigned", true)),
            "is of version 2"),
        wrong(
            "an event that nobody heard",
            books -> books.events.set(3, new Event(4, "a", 2, "order.confirmed", false)),
            "was not handed on"),
        wrong(
            "events that change places",
            books -> books.events.set(0, new Event(6, "a", 1, "order.created", true)),
            "comes before"));
  }

  private static Arguments wrong(String what, Consumer<Books> spoil, String complaint) {
    return Arguments.of(what, spoil, complaint);
  }
}
