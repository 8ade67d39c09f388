package io.dabba.benchmarks.bench.mdrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.benchmarks.cli.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstancesTest {
  @TempDir private Path parent;

  private static List<String> names(List<Path> folders, String... seeds) throws IOException {
    return Instances.read(folders, Set.of(seeds)).stream().map(Instance::name).toList();
  }

  @Test
  void aFolder_isAnInstanceOrHoldsSome_byName() throws IOException {
    Path many = parent.resolve("many");
    Path alone = Tiny.folder(parent, "9alone");
    Tiny.folder(many, "1b");
    Tiny.folder(many, "0a");
    Files.createDirectories(many.resolve("papers"));
    Files.writeString(many.resolve("readme.txt"), "not an instance");

    assertThat(names(List.of(many))).containsExactly("0a", "1b");
    assertThat(names(List.of(alone, many))).containsExactly("9alone", "0a", "1b");
    assertThat(names(List.of(alone, many), "9", "1")).containsExactly("9alone", "1b");
  }

  @Test
  void aFolderThatIsNone_orHoldsNone_isSaid() throws IOException {
    Path missing = parent.resolve("missing");
    assertThatThrownBy(() -> names(List.of(missing)))
        .isInstanceOf(UsageException.class)
        .hasMessage("%s is not a folder", missing);
    Path empty = Files.createDirectories(parent.resolve("empty"));
    assertThatThrownBy(() -> names(List.of(empty)))
        .isInstanceOf(UsageException.class)
        .hasMessage("%s is no instance and holds none: a folder with orders.txt", empty);
  }

  @Test
  void seedsOfWhichThereIsNoInstance_andTwoOfOneName_areSaid() throws IOException {
    Path here = Tiny.folder(parent.resolve("here"), "0a");
    Path there = Tiny.folder(parent.resolve("there"), "0a");
    assertThatThrownBy(() -> names(List.of(here), "7"))
        .isInstanceOf(UsageException.class)
        .hasMessage("--seeds=[7]: no instance is of these");
    assertThatThrownBy(() -> names(List.of(here, there)))
        .isInstanceOf(UsageException.class)
        .hasMessage("%s and %s have one name", here, there);
  }
}
