package io.dabba.server.catalog;

import io.dabba.geo.OpaqueId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a customer may choose about a dish, such as its size.
 *
 * @param min how many choices he has to take
 * @param max how many he may take, each once
 */
public record MenuOption(String id, String name, int min, int max, List<Choice> choices) {
  public static final int MAX_CHOICES = 50;
  public static final int MAX_NAME_LENGTH = 100;

  /**
   * @throws IllegalArgumentException if there is none or too many to choose from, two have one id,
   *     or not {@code 0 <= min <= max <= choices}
   */
  public MenuOption {
    OpaqueId.require("optionId", id);
    requireName(name);
    choices = List.copyOf(choices);
    if (choices.isEmpty() || choices.size() > MAX_CHOICES) {
      throw new IllegalArgumentException(
          "choices=%d are not 1 to %d".formatted(choices.size(), MAX_CHOICES));
    }
    if (max < 1 || max > choices.size()) {
      throw new IllegalArgumentException("max=%d is not 1 to %d".formatted(max, choices.size()));
    }
    if (min < 0 || min > max) {
      throw new IllegalArgumentException("min=%d is not 0 to %d".formatted(min, max));
    }
    Set<String> ids = new HashSet<>();
    choices.forEach(choice -> requireNew(ids, choice.id()));
  }

  /**
   * One of them.
   *
   * @param priceMinor what it adds to the price of the dish, in the same currency
   * @param available whether it may be chosen now
   */
  public record Choice(String id, String name, long priceMinor, boolean available) {
    /**
     * @throws IllegalArgumentException if the price is negative
     */
    public Choice {
      OpaqueId.require("choiceId", id);
      requireName(name);
      if (priceMinor < 0) {
        throw new IllegalArgumentException("priceMinor=%d is negative".formatted(priceMinor));
      }
    }
  }

  /** The choice of this id. */
  public Optional<Choice> find(String choiceId) {
    return choices.stream().filter(choice -> choice.id().equals(choiceId)).findFirst();
  }

  static void requireNew(Set<String> ids, String id) {
    if (!ids.add(id)) {
      throw new IllegalArgumentException("id=%s is there twice".formatted(id));
    }
  }

  private static void requireName(String name) {
    if (name.isBlank() || name.length() > MAX_NAME_LENGTH) {
      throw new IllegalArgumentException(
          "name=%s is not 1 to %d characters".formatted(name, MAX_NAME_LENGTH));
    }
  }
}
