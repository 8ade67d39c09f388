package io.dabba.benchmarks.bench.search;

import io.dabba.geo.CityId;
import io.dabba.search.DeliveryFee;
import io.dabba.search.MenuItem;
import io.dabba.search.MenuItemId;
import io.dabba.search.OpeningHours;
import io.dabba.search.OpeningHours.Interval;
import io.dabba.search.Restaurant;
import io.dabba.search.RestaurantId;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Restaurants made of a seed, evenly many in each of 40 cities, each with 20 dishes. */
final class MadeUpRestaurants implements Restaurants {
  static final int DISHES = 20;

  /** No plurals, and no words that all leave out, such as food; the first are the most frequent. */
  static final List<String> CUISINES =
      List.of(
          "North Indian",
          "Chinese",
          "Burger",
          "Italian",
          "Mughlai",
          "South Indian",
          "Bakery",
          "Pizza",
          "Biryani",
          "Thai",
          "Japanese",
          "American",
          "Mexican",
          "Korean",
          "Vietnamese",
          "Lebanese",
          "Turkish",
          "French",
          "Greek",
          "Spanish",
          "Mediterranean",
          "Seafood",
          "Barbecue",
          "Sushi",
          "Punjabi",
          "Bengali",
          "Gujarati",
          "Kerala",
          "Hyderabadi",
          "Goan",
          "Persian",
          "Afghan",
          "Ethiopian",
          "Brazilian",
          "Peruvian",
          "German",
          "Malaysian",
          "Indonesian",
          "Nepalese",
          "Tibetan");

  private static final List<String> KINDS =
      List.of("Kitchen", "Cafe", "Corner", "Palace", "Garden", "Grill", "Dhaba", "Bistro");
  static final List<Integer> DELIVERY_KILOMETRES = List.of(3, 4, 5, 6, 8, 10);
  private static final List<OpeningHours> HOURS =
      List.of(
          daily("11:00", "23:00"),
          daily("09:00", "22:00"),
          daily("07:00", "15:00"),
          daily("18:00", "02:00"),
          daily("12:00", "15:00", "19:00", "23:00"),
          OpeningHours.ALWAYS);
  private static final long MIXER = 0xD1342543DE82EF95L;

  private final int size;
  private final long seed;
  private final FoodWords words;
  private final Cities cities;
  private final Zipf cuisine = new Zipf(CUISINES.size());

  MadeUpRestaurants(int size, long seed) {
    this.size = size;
    this.seed = seed;
    SplittableRandom random = new SplittableRandom(seed);
    words = new FoodWords(random.split());
    cities = new Cities(random.split());
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Restaurant restaurant(int number) {
    SplittableRandom random = new SplittableRandom(seed ^ (number + 1) * MIXER);
    int city = number % Cities.COUNT;
    boolean veg = random.nextInt(100) < 15;
    return Restaurant.builder(
            new RestaurantId("r%06d".formatted(number)),
            new CityId("city-%02d".formatted(city)),
            name(random),
            cities.place(city, random))
        .cuisines(cuisines(random))
        .menu(menu(veg, random))
        .rating(rating(random), votes(random))
        .priceLevel(1 + Math.min(random.nextInt(4), random.nextInt(4)))
        .veg(veg)
        .open(random.nextInt(100) < 97)
        .hours(any(HOURS, random), cities.zone(city))
        .deliveryRadiusMeters(1_000.0 * any(DELIVERY_KILOMETRES, random))
        .deliveryFee(fee(random))
        .prepTime(Duration.ofMinutes(random.nextInt(10, 46)))
        .popularity(votes(random))
        .build();
  }

  private String name(SplittableRandom random) {
    String name = capitals(words.draw(random.nextInt(1, 4), random));
    return random.nextInt(100) < 35 ? name + " " + any(KINDS, random) : name;
  }

  private List<String> cuisines(SplittableRandom random) {
    Set<String> drawn = new LinkedHashSet<>();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      drawn.add(CUISINES.get(cuisine.draw(random)));
    }
    return List.copyOf(drawn);
  }

  private List<MenuItem> menu(boolean veg, SplittableRandom random) {
    List<MenuItem> menu = new ArrayList<>();
    for (int i = 0; i < DISHES; i++) {
      menu.add(
          new MenuItem(
              new MenuItemId("d" + i),
              capitals(words.draw(random.nextInt(1, 4), random)),
              veg || random.nextInt(100) < 40,
              500L * random.nextInt(10, 120),
              i < 3));
    }
    return menu;
  }

  private static double rating(SplittableRandom random) {
    return Math.clamp(Math.rint(10 * (3.7 + 0.6 * random.nextGaussian())) / 10, 1, 5);
  }

  private static int votes(SplittableRandom random) {
    return (int) Math.min(50_000, Math.exp(4 + 1.5 * random.nextGaussian()));
  }

  private static DeliveryFee fee(SplittableRandom random) {
    return random.nextInt(100) < 30
        ? DeliveryFee.FREE
        : new DeliveryFee(1_000L * random.nextInt(1, 5), 100L * random.nextInt(0, 10));
  }

  private static OpeningHours daily(String... times) {
    List<Interval> intervals = new ArrayList<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      for (int i = 0; i < times.length; i += 2) {
        intervals.add(new Interval(day, LocalTime.parse(times[i]), LocalTime.parse(times[i + 1])));
      }
    }
    return new OpeningHours(intervals);
  }

  private static String capitals(String words) {
    return Arrays.stream(words.split(" "))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining(" "));
  }

  private static <T> T any(List<T> values, SplittableRandom random) {
    return values.get(random.nextInt(values.size()));
  }
}
