package io.dabba.benchmarks.bench.mdrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.benchmarks.bench.mdrp.Instance.Rider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SolutionFilesTest {
  @TempDir private Path folder;

  @Test
  void aSolution_isWrittenAsTheEvaluatorReadsIt() throws IOException {
    Rider early = Tiny.rider("c1", 300, 0, 60);
    Rider late = Tiny.rider("c2", 0, 0, 60);
    Instance instance =
        Tiny.instance(
            List.of(
                Tiny.order("o1", 500, 10, 12),
                Tiny.order("o2", 750, 10, 20),
                Tiny.order("o3", 99, 30, 40),
                Tiny.order("o4", 100, 9, 9)),
            List.of(early, late));
    Trip two = trip(early, 11, instance.orders().subList(0, 2));
    Trip one = trip(late, 9, instance.orders().subList(3, 4));

    SolutionFiles.write(instance, Solution.of(List.of(two, one)), folder);

    assertThat(folder.resolve("solution_info_assignments.txt"))
        .hasContent(
            """
            assignment_time pickup_time courier orders
            9 11 c2 o4
            11 20 c1 o1 o2
            """);
    assertThat(folder.resolve("solution_info_orders.txt"))
        .hasContent(
            """
            order placement_time restaurant latitude longitude ready_time pickup_time dropoff_time \
            courier
            o1 10 diner 0.0 500.0 12 20 29 c1
            o2 10 diner 0.0 750.0 20 20 36 c1
            o3 30 diner 0.0 99.0 40 NA NA NA
            o4 9 diner 0.0 100.0 9 11 16 c2
            """);
    assertThat(folder.resolve("solution_info_couriers.txt"))
        .hasContent(
            """
            courier departure_time origin destination
            c1 11 c1 diner
            c1 22 diner o1
            c1 31 o1 o2
            c2 9 c2 diner
            c2 13 diner o4
            """);
  }

  private static Trip trip(Rider rider, int leavesAt, List<Instance.Order> orders) {
    return Trip.of(Tiny.RULES, rider, rider.place(), rider.id(), leavesAt, orders);
  }
}
