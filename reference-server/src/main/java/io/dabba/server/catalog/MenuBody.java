package io.dabba.server.catalog;

import io.dabba.search.MenuItemId;
import io.dabba.server.catalog.MenuOption.Choice;
import io.dabba.server.http.JsonBody;
import java.util.List;

/** Reads menus as restaurants and ops write them. */
final class MenuBody {
  static final long MAX_PRICE_MINOR = 1_000_000_000;
  static final int MAX_NAME_LENGTH = 200;
  private static final int MAX_DISHES = 500;
  private static final int MAX_ID_LENGTH = 64;

  private MenuBody() {}

  /** A menu under this field; no two dishes have one id. */
  static List<Dish> dishes(JsonBody body, String name) {
    return body.distinct(name, MAX_DISHES, MenuBody::dish, Dish::id);
  }

  /** The dish, with those fields of the body that it has. */
  static Dish changed(Dish dish, JsonBody body) {
    return new Dish(
        dish.id(),
        body.optionalString("name", MAX_NAME_LENGTH).orElse(dish.name()),
        body.optionalLong("priceMinor", 0, MAX_PRICE_MINOR).orElse(dish.priceMinor()),
        dish.veg(),
        body.optionalBool("available").orElse(dish.available()),
        body.has("options") ? options(body) : dish.options());
  }

  private static Dish dish(JsonBody body) {
    return new Dish(
        id(body),
        body.string("name", MAX_NAME_LENGTH),
        body.longInteger("priceMinor", 0, MAX_PRICE_MINOR),
        body.bool("veg"),
        body.bool("available"),
        body.has("options") ? options(body) : MenuOptions.NONE);
  }

  private static MenuOptions options(JsonBody body) {
    return new MenuOptions(
        body.distinct("options", MenuOptions.MAX_GROUPS, MenuBody::option, MenuOption::id));
  }

  private static MenuOption option(JsonBody body) {
    List<Choice> choices =
        body.distinct("choices", MenuOption.MAX_CHOICES, MenuBody::choice, Choice::id);
    if (choices.isEmpty()) {
      throw body.refusal("choices", "there is nothing to choose from");
    }
    int max = body.integer("max", 1, choices.size());
    return new MenuOption(
        id(body),
        body.string("name", MenuOption.MAX_NAME_LENGTH),
        body.integer("min", 0, max),
        max,
        choices);
  }

  private static Choice choice(JsonBody body) {
    return new Choice(
        id(body),
        body.string("name", MenuOption.MAX_NAME_LENGTH),
        body.longInteger("priceMinor", 0, MAX_PRICE_MINOR),
        body.optionalBool("available").orElse(true));
  }

  private static String id(JsonBody body) {
    return body.value("id", MAX_ID_LENGTH, id -> new MenuItemId(id).value());
  }
}
