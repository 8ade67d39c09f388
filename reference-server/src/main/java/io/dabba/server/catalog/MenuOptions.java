package io.dabba.server.catalog;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.dabba.server.catalog.MenuOption.Choice;
import io.dabba.server.http.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that a customer may choose about a dish.
 *
 * @param groups in the order in which they are shown
 */
public record MenuOptions(@JsonValue List<MenuOption> groups) {
  public static final int MAX_GROUPS = 20;
  public static final MenuOptions NONE = new MenuOptions(List.of());

  /**
   * @throws IllegalArgumentException if there are too many or two have one id
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public MenuOptions {
    groups = List.copyOf(groups);
    if (groups.size() > MAX_GROUPS) {
      throw new IllegalArgumentException(
          "groups=%d are more than %d".formatted(groups.size(), MAX_GROUPS));
    }
    Set<String> ids = new HashSet<>();
    groups.forEach(group -> MenuOption.requireNew(ids, group.id()));
  }

  /**
   * As {@link #json} wrote them.
   *
   * @throws IllegalArgumentException if they are none
   */
  public static MenuOptions parse(String json) {
    try {
      return Json.MAPPER.readValue(json, MenuOptions.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("options=%s are none".formatted(json), e);
    }
  }

  /** As they are stored: the groups as an array. */
  public String json() {
    return Json.text(this);
  }

  /** The group of this id. */
  public Optional<MenuOption> find(String groupId) {
    return groups.stream().filter(group -> group.id().equals(groupId)).findFirst();
  }

  /** Whether who was shown the one was shown the other; what is available now is another matter. */
  boolean sameOffer(MenuOptions other) {
    return allAvailable().equals(other.allAvailable());
  }

  private MenuOptions allAvailable() {
    return new MenuOptions(groups.stream().map(MenuOptions::allAvailable).toList());
  }

  private static MenuOption allAvailable(MenuOption group) {
    return new MenuOption(
        group.id(),
        group.name(),
        group.min(),
        group.max(),
        group.choices().stream()
            .map(choice -> new Choice(choice.id(), choice.name(), choice.priceMinor(), true))
            .toList());
  }
}
