package io.dabba.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.benchmarks.cli.UsageException;
import io.dabba.benchmarks.replay.ReplayDay.Courier;
import io.dabba.benchmarks.replay.ReplayDay.DayOrder;
import io.dabba.geo.Vehicle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayDayTest {
  private static final String ORDERS_HEADER =
      "order_id,store_id,drop_off_lat,drop_off_lng,placement_time,preparation_time,ready_time,"
          + "expected_drop_off_time\n";
  private static final String COURIERS_HEADER =
      "courier_id,vehicle,on_lat,on_lng,on_time,off_time\n";
  private static final String STORES_HEADER = "store_id,pick_up_lat,pick_up_lng\n";

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    stores("s1,7.06,-73.10\ns2,7.09,-73.11");
    couriers("c1,motorcycle,7.1,-73.1,0:00:01,23:58:00");
    orders("o1,s1,7.06,-73.10,0:05:44,0:14:50,0:24:50,1:05:44");
  }

  private void stores(String rows) throws IOException {
    Files.writeString(folder.resolve("stores.csv"), STORES_HEADER + rows);
  }

  private void couriers(String rows) throws IOException {
    Files.writeString(folder.resolve("couriers.csv"), COURIERS_HEADER + rows);
  }

  private void orders(String rows) throws IOException {
    Files.writeString(folder.resolve("orders.csv"), ORDERS_HEADER + rows);
  }

  private ReplayDay read() throws IOException {
    return ReplayDay.read(folder);
  }

  @Test
  void timesOfOneAndTwoDigits_andAFileWithoutItsLastNewline_areRead() throws IOException {
    couriers("c1,walking,7.1,-73.1,00:00:01,9:58:00\r\nc2,car,7.1,-73.1,10:00:00,11:00:00");

    ReplayDay day = read();

    assertThat(day.badRows()).isEmpty();
    assertThat(day.stores()).hasSize(2);
    assertThat(day.couriers())
        .extracting(Courier::vehicle)
        .containsExactly(Vehicle.WALKING, Vehicle.CAR);
    assertThat(day.couriers().getFirst().offSecond()).isEqualTo(9 * 3600 + 58 * 60);
    assertThat(day.orders().getFirst().readySecond()).isEqualTo(24 * 60 + 50);
  }

  @Test
  void aShiftThatEndsBeforeItBegins_endsAfterMidnight() throws IOException {
    couriers("c1,bicycle,7.1,-73.1,15:00:00,2:38:00");

    assertThat(read().couriers().getFirst().offSecond()).isEqualTo(86_400 + 2 * 3600 + 38 * 60);
  }

  @Test
  void readyAfterMidnight_andReadyBeforeItWasPlaced_areToldApart() throws IOException {
    orders(
        """
        o1,s1,7.06,-73.10,23:52:57,23:54:32,0:13:32,0:22:57
        o2,s1,7.06,-73.10,12:00:00,12:00:00,11:50:00,12:30:00
        """);

    assertThat(read().orders())
        .extracting(DayOrder::readySecond)
        .containsExactly(86_400 + 13 * 60 + 32, 12 * 3600 + 60);
  }

  @Test
  void eachBadRow_isLeftOut_withFileLineAndReason() throws IOException {
    stores("s1,7.06,-73.10\ns1,7.06,-73.10\ns3,north,-73\ns4,0,0\ns5,97.1,-73\ns6,7.1");
    couriers(
        """
        c1,motorcycle,7.1,-73.1,8:00:00,8:00:00
        c2,rocket,7.1,-73.1,8:00:00,9:00:00
        c3,car,7.1,-73.1,25:00:00,9:00:00

        c4,car,7.1,-73.1,8:00:00,9:00:00
        """);
    orders("o1,s9,7.06,-73.10,0:05:44,0:14:50,0:24:50,1:05:44\no2,s1,,-73.10,1:00:00,,1:10:00,");

    ReplayDay day = read();

    assertThat(day.badRows())
        .extracting(BadRow::toString)
        .containsExactly(
            "stores.csv:3: store_id=s1 stands in an earlier row",
            "stores.csv:4: pick_up_lat=north is not a number",
            "stores.csv:5: pick_up_lat, pick_up_lng is 0, 0",
            "stores.csv:6: lat=97.1 is not between -90 and 90; maybe lat and lng are swapped",
            "stores.csv:7: 2 cells where the header has 3",
            "couriers.csv:2: off_time is on_time: a shift of no length",
            "couriers.csv:3: vehicle=rocket is not known",
            "couriers.csv:4: on_time=25:00:00 is not a time of day",
            "orders.csv:2: store_id=s9 is not in stores.csv",
            "orders.csv:3: drop_off_lat is empty");
    assertThat(day.stores()).hasSize(1);
    assertThat(day.couriers()).extracting(Courier::id).containsExactly("c4");
    assertThat(day.orders()).isEmpty();
  }

  @Test
  void aMissingFileOrColumn_isSaidAtOnce() throws IOException {
    Files.writeString(folder.resolve("stores.csv"), "store_id,pick_up_lat\n");
    assertThatThrownBy(this::read)
        .isInstanceOf(UsageException.class)
        .hasMessageEndingWith("stores.csv has no column pick_up_lng");
    Files.delete(folder.resolve("stores.csv"));
    assertThatThrownBy(this::read).hasMessageStartingWith("there is no file ");
    assertThatThrownBy(() -> ReplayDay.read(folder.resolve("nowhere")))
        .hasMessageEndingWith("nowhere is not a folder");
  }
}
