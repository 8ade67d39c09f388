package io.dabba.benchmarks.bench.geo;

import io.dabba.benchmarks.bench.CityDisc;
import io.dabba.benchmarks.cli.UsageException;
import io.dabba.benchmarks.replay.ReplayDay;
import io.dabba.geo.GeoPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** How the riders of a city, and the places they are looked for around, are spread over it. */
final class Spread {
  /** Evenly over a disc of 15 km. */
  static final String UNIFORM = "uniform";

  /** A made-up city: a crowded center, neighbourhoods, and some riders anywhere. */
  static final String GAUSSIANS = "gaussians";

  private static final GeoPoint CENTER = new GeoPoint(19.06, 72.85);
  private static final double DISC_METERS = 15_000;
  private static final double CLUSTERED_METERS = 20_000;
  private static final double JITTER_METERS = 150;
  private static final int NEIGHBOURHOODS = 12;
  private static final double SHARE_ANYWHERE = 0.1;

  private final GeoPoint center;
  private final double radiusMeters;
  private final Function<SplittableRandom, GeoPoint> draw;

  private Spread(GeoPoint center, double radiusMeters, Function<SplittableRandom, GeoPoint> draw) {
    this.center = center;
    this.radiusMeters = radiusMeters;
    this.draw = draw;
  }

  /** {@link #UNIFORM}, {@link #GAUSSIANS}, or that of a recorded day in the folder so named. */
  static Spread of(String name) {
    return switch (name) {
      case UNIFORM -> uniform(CENTER);
      case GAUSSIANS -> gaussians();
      default -> recorded(Path.of(name));
    };
  }

  /** Evenly over a disc of 15 km around the center. */
  static Spread uniform(GeoPoint center) {
    return new Spread(center, DISC_METERS, random -> inDisc(center, DISC_METERS, random));
  }

  /** So many cities, each a {@link #uniform} disc, none near another. */
  static List<Spread> cities(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> uniform(new GeoPoint(10 + i % 10, 72 + 0.5 * i)))
        .toList();
  }

  /** The center of all, from which no place is farther than {@link #radiusMeters}. */
  GeoPoint center() {
    return center;
  }

  double radiusMeters() {
    return radiusMeters;
  }

  /** A place, as likely as a rider is there. */
  GeoPoint any(SplittableRandom random) {
    GeoPoint place = draw.apply(random);
    while (center.distanceMeters(place) > radiusMeters) {
      place = draw.apply(random);
    }
    return place;
  }

  /** Bells: three around the center, one around each neighbourhood, as many riders in each. */
  private static Spread gaussians() {
    SplittableRandom plan = new SplittableRandom(7);
    List<GeoPoint> centers = new ArrayList<>(List.of(CENTER, CENTER, CENTER));
    List<Double> sigmas = new ArrayList<>(List.of(800.0, 1_500.0, 2_500.0));
    for (int i = 0; i < NEIGHBOURHOODS; i++) {
      centers.add(inDisc(CENTER, 12_000, plan));
      sigmas.add(plan.nextDouble(300, 1_500));
    }
    return new Spread(
        CENTER,
        CLUSTERED_METERS,
        random -> {
          if (random.nextDouble() < SHARE_ANYWHERE) {
            return inDisc(CENTER, DISC_METERS, random);
          }
          int cluster = random.nextInt(centers.size());
          double sigma = sigmas.get(cluster);
          return CityDisc.beside(
              centers.get(cluster), sigma * random.nextGaussian(), sigma * random.nextGaussian());
        });
  }

  /**
   * Where the couriers came on shift and the stores are, each up to 150 m beside; without the few
   * that lie more than 20 km from the middle one, as positions that are plainly wrong do.
   */
  private static Spread recorded(Path folder) {
    ReplayDay day = read(folder);
    List<GeoPoint> places = new ArrayList<>();
    day.couriers().forEach(courier -> places.add(courier.place()));
    day.stores().forEach(store -> places.add(store.place()));
    if (places.isEmpty()) {
      throw new UsageException("%s has neither couriers nor stores".formatted(folder));
    }
    GeoPoint middle = new GeoPoint(median(places, GeoPoint::lat), median(places, GeoPoint::lng));
    places.removeIf(place -> middle.distanceMeters(place) > CLUSTERED_METERS - 2 * JITTER_METERS);
    if (places.isEmpty()) {
      throw new UsageException("%s has no city of 20 km".formatted(folder));
    }
    return new Spread(
        middle,
        CLUSTERED_METERS,
        random ->
            CityDisc.beside(
                places.get(random.nextInt(places.size())),
                random.nextDouble(-JITTER_METERS, JITTER_METERS),
                random.nextDouble(-JITTER_METERS, JITTER_METERS)));
  }

  private static ReplayDay read(Path folder) {
    try {
      return ReplayDay.read(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double median(List<GeoPoint> places, ToDoubleFunction<GeoPoint> coordinate) {
    return places.stream()
        .mapToDouble(coordinate)
        .sorted()
        .skip(places.size() / 2)
        .findFirst()
        .orElseThrow();
  }

  private static GeoPoint inDisc(GeoPoint center, double meters, SplittableRandom random) {
    double distance = meters * Math.sqrt(random.nextDouble());
    double angle = random.nextDouble(2 * Math.PI);
    return CityDisc.beside(center, distance * Math.cos(angle), distance * Math.sin(angle));
  }
}
