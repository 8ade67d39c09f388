package io.dabba.benchmarks.bench.mdrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.benchmarks.bench.mdrp.Instance.Order;
import io.dabba.benchmarks.bench.mdrp.Instance.Restaurant;
import io.dabba.benchmarks.bench.mdrp.Instance.Rider;
import io.dabba.benchmarks.cli.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstanceFolderTest {
  private static final String ORDERS = "o1\t500\t-20.5\t10\tr1\t20\no2\t1\t2\t11.0\tr1\t12";
  private static final String RESTAURANTS = "r1\t7\t8\n";
  private static final String COURIERS = "c1\t300\t0\t0\t60\n\n";

  @TempDir private Path parent;

  @Test
  void anInstance_isReadWhole_withOrWithoutANewlineAtTheEnd() throws IOException {
    Path folder = Tiny.folder(parent, "0o100", ORDERS, RESTAURANTS, COURIERS);
    Restaurant r1 = new Restaurant("r1", new Place(7, 8));

    assertThat(InstanceFolder.read(folder))
        .isEqualTo(
            new Instance(
                "0o100",
                Tiny.RULES,
                List.of(
                    new Order("o1", new Place(500, -20.5), 10, r1, 20),
                    new Order("o2", new Place(1, 2), 11, r1, 12)),
                List.of(new Rider("c1", new Place(300, 0), 0, 60))));
  }

  @Test
  void linesEndedAsWindowsDoes_areReadToo() throws IOException {
    Path folder = Tiny.folder(parent, "0o100", ORDERS, RESTAURANTS, COURIERS);
    Path orders = folder.resolve("orders.txt");
    Files.writeString(orders, Files.readString(orders).replace("\n", "\r\n"));

    assertThat(InstanceFolder.read(folder).orders()).hasSize(2);
  }

  /** Each as a line below the header, the file, and what is said; tabs are written as {@code |}. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "orders;o1|5x|0|10|r1|20;line 2, column x: \"5x\" is not a number",
        "orders;o1|NaN|0|10|r1|20;line 2, column x: \"NaN\" is not between -1000000 and 1000000",
        "orders;o1|5|0|10.5|r1|20;line 2, column placement_time: \"10.5\" is not a whole number",
        "orders;o1|5|0|-1|r1|20;line 2, column placement_time: \"-1\" is not between 0 and 10080",
        "orders;o1|5|0|10|r9|20;line 2, column restaurant: \"r9\" is not in restaurants.txt",
        "orders;o 1|5|0|10|r1|20;column order: \"o 1\" is no id",
        "orders;r1|5|0|10|r1|20;column order: \"r1\" has the id of another order",
        "orders;o1|5|0|10|r1;line 2 has 5 cells where the header has 6",
        "orders;'';holds no order",
        "couriers;c1|0|0|60|59;line 2, column off_time: \"59\" is before on_time",
        "restaurants;r1|0|;line 2, column y: \"\" is not a number",
      })
  void whatIsWrong_isSaidWithItsFileLineColumnAndValue(String file, String line, String said)
      throws IOException {
    String wrong = line.replace('|', '\t');
    Path folder =
        Tiny.folder(
            parent,
            "0o100",
            file.equals("orders") ? wrong : ORDERS,
            file.equals("restaurants") ? wrong : RESTAURANTS,
            file.equals("couriers") ? wrong : COURIERS);

    assertThatThrownBy(() -> InstanceFolder.read(folder))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(folder.resolve(file + ".txt").toString())
        .hasMessageContaining(said);
  }

  @Test
  void aMissingFileOrColumn_isSaid() throws IOException {
    Path folder = Tiny.folder(parent, "0o100");
    Files.writeString(folder.resolve("couriers.txt"), "courier\tx\ty\ton_time\nc1\t0\t0\t0");
    assertThatThrownBy(() -> InstanceFolder.read(folder))
        .isInstanceOf(UsageException.class)
        .hasMessage("%s has no column off_time", folder.resolve("couriers.txt"));

    Files.delete(folder.resolve("couriers.txt"));
    assertThatThrownBy(() -> InstanceFolder.read(folder))
        .isInstanceOf(UsageException.class)
        .hasMessage("there is no file %s", folder.resolve("couriers.txt"));
  }

  @Test
  void serviceMinutesThatCannotBeHalved_areSaid() throws IOException {
    Path file = Tiny.folder(parent, "0o100").resolve("instance_parameters.txt");
    Files.writeString(file, Files.readString(file).replace("100\t4", "100\t5"));

    assertThatThrownBy(() -> InstanceFolder.read(parent.resolve("0o100")))
        .isInstanceOf(UsageException.class)
        .hasMessageEndingWith(
            "column pickup service minutes: \"5\" cannot be halved into whole minutes");
  }

  @Test
  void aFileWithoutAHeader_isSaid() throws IOException {
    Path folder = Tiny.folder(parent, "0o100");
    Files.writeString(folder.resolve("restaurants.txt"), "");

    assertThatThrownBy(() -> InstanceFolder.read(folder))
        .isInstanceOf(UsageException.class)
        .hasMessage("%s does not begin with a header line", folder.resolve("restaurants.txt"));
  }
}
