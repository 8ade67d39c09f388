package io.dabba.server.checkout;

import io.dabba.server.catalog.MenuOption;
import io.dabba.server.orders.OrderLine;
import io.dabba.server.orders.OrderLine.ChosenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes lines of what a customer chose from a menu, at the prices that he was shown. What cannot be
 * ordered ends the call with its {@link Refusals refusal}.
 */
final class Cart {
  /** Finds the version of a dish that a customer was shown. */
  @FunctionalInterface
  interface Versions {
    Dish shown(int index, Dish now, long version);
  }

  private Cart() {}

  static List<OrderLine> lines(CheckoutRequest request, CheckoutFacts facts, Versions versions) {
    if (request.items().isEmpty()) {
      throw Refusals.emptyCart();
    }
    List<OrderLine> lines = new ArrayList<>();
    for (CheckoutRequest.Item item : request.items()) {
      int index = lines.size();
      Dish now = facts.dishes().get(item.itemId());
      if (now == null) {
        throw Refusals.unknownItem(index, item.itemId());
      }
      if (!now.available()) {
        throw Refusals.itemUnavailable(index, item.itemId());
      }
      long version = item.version().orElse(now.version());
      Dish shown = version == now.version() ? now : versions.shown(index, now, version);
      List<ChosenOption> chosen = chosen(index, item, shown, now);
      lines.add(
          new OrderLine(
              item.itemId(),
              shown.version(),
              shown.name(),
              item.quantity(),
              shown.priceMinor() + chosen.stream().mapToLong(ChosenOption::priceMinor).sum(),
              chosen,
              0,
              0));
    }
    return lines;
  }

  private static List<ChosenOption> chosen(
      int index, CheckoutRequest.Item item, Dish dish, Dish now) {
    List<ChosenOption> chosen = new ArrayList<>();
    Set<CheckoutRequest.Choice> seen = new HashSet<>();
    for (CheckoutRequest.Choice choice : item.options()) {
      if (!seen.add(choice)) {
        throw Refusals.invalidOption(index, text(choice), "The choice stands there twice");
      }
      chosen.add(option(index, dish, now, choice));
    }
    for (MenuOption group : dish.options().groups()) {
      long count = chosen.stream().filter(c -> c.groupId().equals(group.id())).count();
      if (count < group.min() || count > group.max()) {
        throw Refusals.invalidOption(
            index,
            group.id(),
            "%s wants from %d to %d choices, not %d"
                .formatted(group.name(), group.min(), group.max(), count));
      }
    }
    return chosen;
  }

  private static ChosenOption option(
      int index, Dish dish, Dish now, CheckoutRequest.Choice choice) {
    MenuOption.Choice found =
        find(dish, choice)
            .orElseThrow(
                () -> Refusals.invalidOption(index, text(choice), "The item has no such choice"));
    boolean soldOut =
        find(now, choice).map(current -> !current.available()).orElse(!found.available());
    if (soldOut) {
      throw Refusals.invalidOption(index, text(choice), "The choice is not available now");
    }
    return new ChosenOption(choice.groupId(), found.id(), found.name(), found.priceMinor());
  }

  private static Optional<MenuOption.Choice> find(Dish dish, CheckoutRequest.Choice choice) {
    return dish.options().find(choice.groupId()).flatMap(group -> group.find(choice.choiceId()));
  }

  private static String text(CheckoutRequest.Choice choice) {
    return choice.groupId() + ":" + choice.choiceId();
  }
}
