package io.dabba.server;

import io.dabba.dispatch.Strategy;
import io.dabba.dispatch.eta.TravelTimes;
import io.dabba.dispatch.runtime.DispatchSetup;
import io.dabba.dispatch.runtime.Dispatcher;
import io.dabba.dispatch.runtime.DomainClock;
import io.dabba.dispatch.runtime.LiveRiders;
import io.dabba.geo.CityId;
import io.dabba.geo.CityRiders;
import io.dabba.geo.PingFilter;
import io.dabba.geo.PingPolicy;
import io.dabba.geo.Vehicle;
import io.dabba.search.Catalog;
import io.dabba.search.CatalogSettings;
import io.dabba.search.Synonyms;
import io.dabba.server.catalog.CityAreaRoutes;
import io.dabba.server.catalog.CityAreas;
import io.dabba.server.catalog.ImportRoutes;
import io.dabba.server.catalog.MenuRoutes;
import io.dabba.server.catalog.MenuVersions;
import io.dabba.server.catalog.PictureRoutes;
import io.dabba.server.catalog.Popularity;
import io.dabba.server.catalog.PromotionRoutes;
import io.dabba.server.catalog.RestaurantRoutes;
import io.dabba.server.checkout.CheckoutRoutes;
import io.dabba.server.customers.AddressRoutes;
import io.dabba.server.customers.TasteRoutes;
import io.dabba.server.customers.Tastes;
import io.dabba.server.http.SocketRoute;
import io.dabba.server.images.ImageRoutes;
import io.dabba.server.images.ImageStore;
import io.dabba.server.indexing.CatalogChangeReaper;
import io.dabba.server.indexing.CatalogFeed;
import io.dabba.server.leases.CityLeases;
import io.dabba.server.ops.OpsOrderRoutes;
import io.dabba.server.ops.OpsRoutes;
import io.dabba.server.orders.AnswerReaper;
import io.dabba.server.orders.OrderRoutes;
import io.dabba.server.orders.Orders;
import io.dabba.server.outbox.OutboxMetrics;
import io.dabba.server.outbox.OutboxReaper;
import io.dabba.server.outbox.OutboxRelay;
import io.dabba.server.outbox.OutboxRoutes;
import io.dabba.server.outbox.OutboxSignal;
import io.dabba.server.payments.GatewayEventReaper;
import io.dabba.server.payments.Gateways;
import io.dabba.server.postgres.Database;
import io.dabba.server.process.OpenedResources;
import io.dabba.server.riders.RiderRoutes;
import io.dabba.server.riders.Shifts;
import io.dabba.server.rides.CityDispatchers;
import io.dabba.server.rides.DecisionReaper;
import io.dabba.server.rides.DispatchInbox;
import io.dabba.server.rides.ExplainRoutes;
import io.dabba.server.rides.OfferHub;
import io.dabba.server.rides.OfferSocket;
import io.dabba.server.rides.PostgresDispatchStore;
import io.dabba.server.rides.RideRoutes;
import io.dabba.server.rides.Rides;
import io.dabba.server.scheduling.Job;
import io.dabba.server.scheduling.ScheduledWork;
import io.dabba.server.search.SearchIndex;
import io.dabba.server.search.SearchRoutes;
import io.dabba.server.search.SuggestRoutes;
import io.dabba.server.security.Authentication;
import io.dabba.server.settlement.GatewayWebhookRoutes;
import io.dabba.server.settlement.PaymentSettlement;
import io.dabba.server.settlement.PaymentTimes;
import io.dabba.server.time.ClockRoutes;
import io.dabba.server.time.StoredClock;
import io.dabba.server.tracking.TrackingHub;
import io.dabba.server.tracking.TrackingRoute;
import io.dabba.server.webhooks.WebhookReaper;
import io.dabba.server.webhooks.WebhookRoutes;
import io.dabba.server.webhooks.Webhooks;
import io.helidon.webserver.http.HttpService;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The business of the server, wired: what runs in the background, and its routes. */
final class Platform implements AutoCloseable {
  private final OpenedResources resources = new OpenedResources();

  /** How long a silent rider stays on the map, with his age: dispatch believes him less long. */
  private static final Duration POSITIONS_SHOWN_FOR = Duration.ofMinutes(10);

  /** A first load may take minutes, and orders under way are not to wait for it. */
  private static final Duration LONGEST_WAIT_FOR_SEARCH = Duration.ofSeconds(20);

  private static final Logger LOG = LoggerFactory.getLogger(Platform.class);

  private final AtomicReference<@Nullable URI> address = new AtomicReference<>();
  private final StoredClock storedClock;
  private final List<HttpService> services;
  private final Map<String, SocketRoute> sockets;

  private Platform(
      Database database,
      Authentication authentication,
      ServerConfig config,
      InstantSource wallClock) {
    storedClock = resources.add(StoredClock.open(database, config.domainStart(), config.speed()));
    DomainClock clock = storedClock.clock();
    Strategy strategy = config.matching().strategy();
    PingPolicy pings = PingPolicy.standard();
    TravelTimes travelTimes = strategy.travelTimes();
    CityRiders riders = new CityRiders(POSITIONS_SHOWN_FOR);
    CatalogFeed feed =
        resources.add(
            CatalogFeed.start(
                database,
                Catalog.open(
                    config.data().resolve("search"),
                    new CatalogSettings(
                        (from, to) -> travelTimes.between(from, to, Vehicle.MOTORCYCLE),
                        Synonyms.standard()))));
    SearchIndex search =
        resources.add(new SearchIndex(feed.catalog(), feed::isLoaded, config.searchCache()));
    CityAreas areas = CityAreas.load(database);

    TrackingHub tracking = new TrackingHub(riders, travelTimes);
    OfferHub offers = new OfferHub(database);
    AfterCommit toldEvents = new AfterCommit();
    AfterCommit afterCommit = new AfterCommit();
    Shifts shifts = new Shifts(database, riders, clock, afterCommit);
    PostgresDispatchStore store =
        new PostgresDispatchStore(database, leases(config), shifts::restore, afterCommit);
    CityDispatchers dispatchers =
        new CityDispatchers(city ->
            Dispatcher.start(
                new DispatchSetup(
                    city,
                    LiveRiders.of(riders.index(city)),
                    store,
                    clock,
                    strategy,
                    pings.longestInterval(),
                    offers,
                    Optional.of(DispatchSetup.PLAN_TIME))));
    Webhooks webhooks = resources.add(new Webhooks(database));
    OutboxRelay relay =
        new OutboxRelay(
            database.relaxed(),
            dispatchers::owned,
            List.of(new DispatchInbox(database, dispatchers), offers, tracking),
            webhooks);
    OutboxSignal signal = new OutboxSignal(database, relay::wake);
    Gateways gateways =
        resources.add(
            Gateways.start(
                config.gateways(), config.data(), () -> Optional.ofNullable(address.get())));
    PaymentSettlement payments =
        new PaymentSettlement(
            database, gateways, clock, PaymentTimes.of(config.gateways().timeout()), afterCommit);
    Orders orders = new Orders(database, clock, Rides::orderCancelled, afterCommit);
    toldEvents.wakes(relay::wake, signal::committed);
    afterCommit.wakes(toldEvents, payments::wake);

    List<CityId> cities = cities(database);
    cities.forEach(shifts::restore);
    resources.add(offers).start();
    resources.add(dispatchers).follow(() -> cities(database));
    resources.add(payments).start(config.databaseUrl().isEmpty());
    resources.add(relay).start();
    resources.add(signal).start();
    List<Job> jobs =
        List.of(
            new Job("payments", Duration.ofSeconds(1), payments::wake),
            new Job("reconciler", Duration.ofMinutes(5), () -> payments.reconcile()),
            new Job("late-acceptances", Duration.ofSeconds(1), orders::rejectOverdue),
            webhooks.sweep(),
            new Job(
                "reap-menu-versions",
                Duration.ofMinutes(10),
                () ->
                    database.useTransaction(
                        handle -> MenuVersions.forgetOld(handle, clock.instant()))),
            AnswerReaper.job(database),
            GatewayEventReaper.job(database),
            OutboxReaper.job(database, clock),
            DecisionReaper.job(database, clock),
            CatalogChangeReaper.job(database),
            Popularity.job(database, clock),
            ImageStore.reaping(database),
            WebhookReaper.job(database),
            WebhookReaper.givingUp(database));
    webhooks.start(
        resources.add(
            ScheduledWork.start(
                database, jobs, List.of(webhooks.errand()), config.databaseUrl().isEmpty())));

    TrackingRoute trackingRoute = new TrackingRoute(authentication, database, tracking);
    services =
        List.of(
            new ClockRoutes(authentication, clock),
            new SearchRoutes(authentication, search, config.images(), new Tastes(database), clock),
            new SuggestRoutes(authentication, search),
            new RestaurantRoutes(authentication, database, feed::wake, clock, config.images()),
            new MenuRoutes(authentication, database, feed::wake, clock, config.images()),
            new ImportRoutes(authentication, database, feed::wake, clock, dispatchers::open),
            new PictureRoutes(authentication, database, feed::wake, config.images()),
            new ImageRoutes(database),
            new PromotionRoutes(authentication, database),
            new CityAreaRoutes(authentication, areas),
            new AddressRoutes(authentication, database),
            new TasteRoutes(authentication, database),
            new CheckoutRoutes(
                authentication, database, gateways, payments, clock, travelTimes, toldEvents),
            new OrderRoutes(authentication, database, orders),
            new GatewayWebhookRoutes(database, gateways, payments, wallClock),
            new OpsOrderRoutes(authentication, database, orders, payments, clock, afterCommit),
            trackingRoute,
            new RiderRoutes(
                authentication, shifts, riders, tracking, clock, PingFilter.standard(), pings),
            new RideRoutes(authentication, new Rides(database, clock, afterCommit)),
            new OpsRoutes(authentication, database, riders, clock, dispatchers),
            new ExplainRoutes(authentication, database, riders, strategy, clock),
            new OutboxRoutes(authentication, database, afterCommit),
            new WebhookRoutes(authentication, database, webhooks),
            new MetricsRoutes(
                dispatchers,
                List.of(new OutboxMetrics(database, relay.stats()), feed.stats(), search)));
    sockets =
        Map.of(
            TrackingRoute.PATH,
            trackingRoute,
            "/v1/riders/offers",
            new OfferSocket(authentication, offers));
    if (!feed.awaitLoaded(LONGEST_WAIT_FOR_SEARCH)) {
      LOG.warn("the search index is still being loaded; the rest of the server goes on");
    }
  }

  /** Goes on with what the database has. */
  static Platform start(
      Database database,
      Authentication authentication,
      ServerConfig config,
      InstantSource wallClock) {
    return new Platform(database, authentication, config, wallClock);
  }

  /** Tells where the server is reached, once that is known. */
  void reachedAt(URI uri) {
    address.set(uri);
  }

  List<HttpService> services() {
    return services;
  }

  Map<String, SocketRoute> sockets() {
    return sockets;
  }

  DomainClock clock() {
    return storedClock.clock();
  }

  @Override
  public void close() {
    resources.close();
  }

  /** Nobody else is at an embedded database: its data directory is locked. */
  private static CityLeases leases(ServerConfig config) {
    String owner = "%s:%d:%s".formatted(host(), ProcessHandle.current().pid(), Ids.next());
    return new CityLeases(owner, config.lease(), config.databaseUrl().isEmpty());
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  private static List<CityId> cities(Database database) {
    return database
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery("SELECT id FROM cities ORDER BY id")
                .map((rs, ctx) -> new CityId(rs.getString("id")))
                .list());
  }
}
