package io.dabba.server.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dabba.server.postgres.DatabaseUrl;
import io.dabba.server.testkit.Tripwire.Then;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The proxy as the driver that the server uses meets it. */
@Timeout(60)
class PostgresProxyTest {
  private static final String BROKEN = "08";

  private final List<String> acted = new CopyOnWriteArrayList<>();
  private DatabaseUrl direct;
  private PostgresProxy proxy;

  @BeforeEach
  void start() throws SQLException {
    direct = SharedPostgres.newDatabase();
    proxy = PostgresProxy.before(direct);
    try (Connection connection = connect(direct, "");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (n int PRIMARY KEY)");
    }
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?preferQueryMode=simple", "?binaryTransfer=false"})
  void whatPasses_isAsWithoutIt(String options) throws SQLException {
    try (Connection connection = connect(proxy.url(), options);
        PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?)")) {
      for (int n = 1; n <= 20; n++) {
        insert.setInt(1, n);
        insert.execute();
      }
      for (int n = 21; n <= 1_000; n++) {
        insert.setInt(1, n);
        insert.addBatch();
      }
      insert.executeBatch();
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.setFetchSize(7);
        int sum = 0;
        try (ResultSet rows = statement.executeQuery("SELECT n, repeat('x', 9000) FROM t")) {
          while (rows.next()) {
            sum += rows.getInt(1);
          }
        }
        assertThat(sum).isEqualTo(500_500);
      }
      connection.rollback();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE", "BEFORE_COMMIT"})
  void cutBeforeAStatementOfItsOwn_neverHappened(Moment moment) throws SQLException {
    proxy.at(moment, PostgresProxyTest::inserts, () -> Then.CUT);
    assertThat(insertBreaks(1)).isTrue();
    assertThat(stored()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"AFTER", "AFTER_COMMIT"})
  void cutAfterAStatementOfItsOwn_hasHappened(Moment moment) throws SQLException {
    proxy.at(moment, PostgresProxyTest::inserts, act("sprung", Then.CUT));
    assertThat(insertBreaks(1)).isTrue();
    assertThat(stored()).containsExactly(1);
    assertThat(acted).containsExactly("sprung of [1]");
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE", "AFTER", "BEFORE_COMMIT"})
  void cutBeforeTheCommit_leavesNothingOfTheTransaction(Moment moment) throws SQLException {
    proxy.at(moment, PostgresProxyTest::inserts, 2, act("sprung", Then.CUT));
    assertThat(transactionBreaks(1, 2)).isTrue();
    assertThat(acted).containsExactly("sprung of []");
    assertThat(stored()).isEmpty();
  }

  @Test
  void cutAfterTheCommit_leavesTheWholeTransaction() throws SQLException {
    Tripwire tripwire =
        proxy.at(Moment.AFTER_COMMIT, PostgresProxyTest::inserts, 2, act("sprung", Then.CUT));
    assertThat(transactionBreaks(1, 2)).isTrue();
    assertThat(tripwire.isSprung()).isTrue();
    assertThat(acted).containsExactly("sprung of [1, 2]");
  }

  @Test
  void statementThatTheDriverNamed_isKnownByItsText_atItsNthRun() throws SQLException {
    Tripwire tripwire =
        proxy.at(Moment.AFTER, PostgresProxyTest::inserts, 30, act("sprung", Then.GO_ON));
    try (Connection connection = connect(proxy.url(), "");
        PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?)")) {
      for (int n = 1; n <= 29; n++) {
        insert.setInt(1, n);
        insert.execute();
      }
      assertThat(tripwire.isSprung()).isFalse();
      insert.setInt(1, 30);
      insert.execute();
      assertThat(tripwire.isSprung()).isTrue();
      insert.setInt(1, 31);
      insert.execute();
    }
    assertThat(stored()).hasSize(31);
    assertThat(acted).hasSize(1);
  }

  @Test
  void statement_isKnownByWhatItIsGiven() throws SQLException {
    proxy.at(
        Moment.BEFORE,
        run -> run.begins("SELECT") && run.isGiven("the second"),
        act("sprung", Then.GO_ON));
    try (Connection connection = connect(proxy.url(), "");
        PreparedStatement select = connection.prepareStatement("SELECT ?::text")) {
      for (String argument : List.of("the first", "the second", "the third")) {
        select.setString(1, argument);
        select.execute();
        assertThat(acted).hasSize(argument.equals("the first") ? 0 : 1);
      }
    }
  }

  @Test
  void batch_isCutAsAWhole() throws SQLException {
    proxy.at(Moment.BEFORE_COMMIT, PostgresProxyTest::inserts, 3, () -> Then.CUT);
    try (Connection connection = connect(proxy.url(), "");
        PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?)")) {
      connection.setAutoCommit(false);
      for (int n = 1; n <= 5; n++) {
        insert.setInt(1, n);
        insert.addBatch();
      }
      insert.executeBatch();
      assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
    }
    assertThat(stored()).isEmpty();
  }

  @Test
  void runThatFailsOrIsRolledBack_isAwaitedAnew() throws SQLException {
    Tripwire tripwire =
        proxy.at(Moment.AFTER_COMMIT, PostgresProxyTest::inserts, act("sprung", Then.GO_ON));
    try (Connection connection = connect(proxy.url(), "");
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("INSERT INTO t VALUES (1)");
      connection.rollback();
      assertThatThrownBy(() -> statement.execute("INSERT INTO t VALUES (NULL)"))
          .isInstanceOf(SQLException.class);
      connection.rollback();
      connection.setAutoCommit(true);
      assertThatThrownBy(() -> statement.execute("INSERT INTO t VALUES (NULL)"))
          .isInstanceOf(SQLException.class);
      assertThat(tripwire.isSprung()).isFalse();
      statement.execute("INSERT INTO t VALUES (2)");
    }
    assertThat(acted).containsExactly("sprung of [2]");
  }

  @Test
  void nobodyHearsOfAStatement_untilTheActIsDone() throws Exception {
    Tripwire tripwire =
        proxy.at(Moment.AFTER, PostgresProxyTest::inserts, act("sprung", Then.GO_ON));
    try (Connection connection = connect(proxy.url(), "");
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO t VALUES (1)");
      assertThat(tripwire.isSprung()).isTrue();
      assertThat(acted).containsExactly("sprung of [1]");
    }
  }

  @Test
  void connectionsAreCutAndRefused_untilTheyAreAdmittedAgain() throws SQLException {
    try (Connection connection = connect(proxy.url(), "");
        Statement statement = connection.createStatement()) {
      proxy.refuse();
      statement.execute("INSERT INTO t VALUES (1)");
      proxy.cutConnections();
      assertThatThrownBy(() -> statement.execute("INSERT INTO t VALUES (2)"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).startsWith(BROKEN));
    }
    assertThatThrownBy(() -> connect(proxy.url(), ""))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).startsWith(BROKEN));
    await().until(() -> proxy.connections() == 0);
    proxy.admit();
    connect(proxy.url(), "").close();
    assertThat(stored()).containsExactly(1);
  }

  @Test
  void connectionsThatAreBeingMade_areCutToo() throws InterruptedException {
    // each time a little later on their way in
    for (int round = 0; round < 200; round++) {
      List<Thread> clients = new ArrayList<>();
      for (int client = 0; client < 8; client++) {
        clients.add(Thread.startVirtualThread(this::stayUntilCut));
      }
      LockSupport.parkNanos(round * 10_000L);
      proxy.refuse();
      proxy.cutConnections();
      for (Thread client : clients) {
        assertThat(client.join(Duration.ofSeconds(10))).as("round %d", round).isTrue();
      }
      proxy.admit();
    }
  }

  private void stayUntilCut() {
    try (Connection connection = connect(proxy.url(), "")) {
      while (connection.isValid(0)) {
        Thread.onSpinWait();
      }
    } catch (SQLException e) {
      // it was not let in
    }
  }

  private static boolean inserts(StatementRun run) {
    return run.begins("INSERT");
  }

  /** Notes what is stored for everybody at that moment. */
  private Supplier<Then> act(String name, Then then) {
    return () -> {
      try {
        acted.add(name + " of " + stored());
      } catch (SQLException e) {
        acted.add(e.toString());
      }
      return then;
    };
  }

  private boolean insertBreaks(int n) throws SQLException {
    try (Connection connection = connect(proxy.url(), "");
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO t VALUES (%d)".formatted(n));
      return false;
    } catch (SQLException e) {
      return e.getSQLState().startsWith(BROKEN);
    }
  }

  private boolean transactionBreaks(int... numbers) throws SQLException {
    try (Connection connection = connect(proxy.url(), "");
        PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?)")) {
      connection.setAutoCommit(false);
      for (int n : numbers) {
        insert.setInt(1, n);
        insert.execute();
      }
      connection.commit();
      return false;
    } catch (SQLException e) {
      return e.getSQLState().startsWith(BROKEN);
    }
  }

  private List<Integer> stored() throws SQLException {
    List<Integer> numbers = new java.util.ArrayList<>();
    try (Connection connection = connect(direct, "");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT n FROM t ORDER BY n")) {
      while (rows.next()) {
        numbers.add(rows.getInt(1));
      }
    }
    return numbers;
  }

  private static Connection connect(DatabaseUrl url, String options) throws SQLException {
    return DriverManager.getConnection(
        url.jdbcUrl() + options, url.user().orElseThrow(), url.password().orElseThrow());
  }
}
