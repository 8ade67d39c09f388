package io.dabba.benchmarks.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.benchmarks.cli.UsageException;
import io.dabba.geo.GeoPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFolderTest {
  @TempDir private Path folder;

  private void file(String name, String lines) throws IOException {
    Files.writeString(folder.resolve(name), lines);
  }

  @Test
  void fixesInAnyOrder_areReadInOrderOfTime_eachSecondOnce() throws IOException {
    file("b.txt", "37.2 -122.2 0 160\n37.1 -122.1 1 100\n37.9 -122.9 1 100\n\n37.2 -122.2 0 130\n");
    file("a.txt", "37 -122 0 10\n37 -122 0 20\n");
    file("README", "no trace\n");

    List<Trace> traces = TraceFolder.read(folder);

    assertThat(traces).extracting(Trace::vehicle).containsExactly("a", "b");
    assertThat(traces.getFirst().fixes())
        .containsExactly(new Fix(new GeoPoint(37, -122), 10), new Fix(new GeoPoint(37, -122), 20));
    assertThat(traces.getLast().fixes()).extracting(Fix::atSecond).containsExactly(130L, 160L);
  }

  @Test
  void aLineThatIsNoFix_isNamed() throws IOException {
    file("a.txt", "37 -122 0 10\n37 -222 0 20\n");
    assertThatThrownBy(() -> TraceFolder.read(folder))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("a.txt:2: lng=-222.0");

    file("a.txt", "37 -122 0\n");
    assertThatThrownBy(() -> TraceFolder.read(folder))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("a.txt:1: 3 columns");

    file("a.txt", "37 west 0 10\n");
    assertThatThrownBy(() -> TraceFolder.read(folder))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("a.txt:1: ")
        .hasMessageContaining("west");
  }

  @Test
  void aFolderWithoutATrace_orNone_isSaid() throws IOException {
    assertThatThrownBy(() -> TraceFolder.read(folder.resolve("nowhere")))
        .isInstanceOf(UsageException.class)
        .hasMessageEndingWith("nowhere is not a folder");

    file("a.txt", "37 -122 0 10\n");
    assertThatThrownBy(() -> TraceFolder.read(folder))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("holds no trace");
  }
}
