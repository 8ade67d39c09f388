package io.dabba.benchmarks.simulator;

import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * A simulated city on one server: {@link #put} makes it known, {@link #shift} and {@link #order}
 * say who does what when, and everything then happens by itself in domain time.
 */
public final class Simulation implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 64;
  private static final int MOST_OPENING_SOCKETS = 32;
  private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(3);
  private static final Duration ADDRESS_BEFORE_ORDER = Duration.ofSeconds(30);
  private static final int MOST_FAILURES_SHOWN = 5;

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http;
  private final PrintStream err;
  private final ApiStats stats = new ApiStats();
  private final Tally tally = new Tally();
  private final PlacedOrders orders = new PlacedOrders();
  private final Agenda agenda;
  private final ServerLink link;
  private final World world;
  private final OpsApi ops;
  private final Map<String, RestaurantPlan> restaurants = new HashMap<>();
  private final Map<String, SimulatedRestaurant> kitchens = new HashMap<>();
  private final ConcurrentMap<String, SimulatedCustomer> customers = new ConcurrentHashMap<>();

  /**
   * Connects to a server, and returns when its clock is known.
   *
   * @param run part of every Idempotency-Key, so that two runs on one server do not meet
   * @param err hears of the simulator's own mistakes
   * @throws ServerGoneException if it does not answer
   */
  public Simulation(
      URI base, Tokens tokens, Behaviour behaviour, long seed, String run, PrintStream err) {
    this.err = err;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .executor(executor)
            .build();
    DomainTime time = new DomainTime(System::nanoTime);
    this.agenda = new Agenda(time, executor, this::failed);
    String opsToken = tokens.mint("ops", "simulator");
    this.link = new ServerLink(http, base, opsToken, time, LONGEST_OUTAGE, agenda::timeChanged);
    ApiClient api = new ApiClient(http, base, link, stats, MOST_CONNECTIONS);
    Sockets sockets = new Sockets(http, base, link, stats, agenda::now, MOST_OPENING_SOCKETS);
    this.world =
        new World(run, api, sockets, agenda, tokens, new Chance(seed), behaviour, orders, tally);
    this.ops = new OpsApi(api, opsToken);
    link.suspect();
    link.awaitUp();
    agenda.start();
  }

  /** Makes the city known to the server and to this simulation; blocks. */
  public void put(CityPlan city) {
    ops.put(city);
    for (RestaurantPlan restaurant : city.restaurants()) {
      restaurants.put(restaurant.id(), restaurant);
      kitchens.put(restaurant.id(), new SimulatedRestaurant(world, restaurant));
    }
  }

  /** Lets a rider work between two times. */
  public void shift(RiderPlan plan, Instant on, Instant off) {
    SimulatedRider rider = new SimulatedRider(world, plan);
    agenda.at(on, () -> rider.begin(off));
  }

  /** Lets a customer order at the plan's time; the address is stored shortly before. */
  public void order(OrderPlan plan) {
    RestaurantPlan restaurant = restaurants.get(plan.restaurantId());
    SimulatedRestaurant kitchen = kitchens.get(plan.restaurantId());
    if (restaurant == null || kitchen == null) {
      throw new IllegalArgumentException(
          "order %s: restaurantId=%s is not in the city".formatted(plan.id(), plan.restaurantId()));
    }
    SimulatedCustomer customer =
        customers.computeIfAbsent(plan.customerId(), id -> new SimulatedCustomer(world, id));
    agenda.at(plan.placeAt().minus(ADDRESS_BEFORE_ORDER), () -> customer.prepare(plan));
    agenda.at(plan.placeAt(), () -> customer.order(plan, restaurant, kitchen));
  }

  /** Freezes domain time until the server answers; for whoever has just killed it. */
  public void suspectServer() {
    link.suspect();
  }

  public boolean serverGone() {
    return link.gone();
  }

  public Agenda agenda() {
    return agenda;
  }

  public DomainTime time() {
    return agenda.time();
  }

  public OpsApi ops() {
    return ops;
  }

  public ApiStats stats() {
    return stats;
  }

  public Tally tally() {
    return tally;
  }

  public PlacedOrders orders() {
    return orders;
  }

  public Chance chance() {
    return world.chance();
  }

  /** Orders taken whose customers have not seen them delivered or cancelled. */
  public long openOrders() {
    return orders.size() - tally.delivered() - tally.cancelled();
  }

  /** Latencies in microseconds since this was last asked. */
  public Histogram takeRecentMicros() {
    return stats.takeRecentMicros();
  }

  /** Everybody stops at once. */
  @Override
  public void close() {
    agenda.close();
    link.close();
    executor.shutdownNow();
    http.shutdownNow();
  }

  private void failed(@Nullable RuntimeException problem) {
    if (problem == null || problem instanceof ServerGoneException) {
      return;
    }
    tally.failures.increment();
    if (tally.failures() <= MOST_FAILURES_SHOWN) {
      problem.printStackTrace(err);
    }
  }
}
