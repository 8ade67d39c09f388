package io.dabba.dispatch.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.dispatch.order.OrderLifecycle;
import io.dabba.dispatch.ride.RideLifecycle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The diagrams in docs/lifecycles.md are drawn from the tables, not by hand. */
class LifecycleDocsTest {
  @Test
  void page_showsTheTablesAsTheyAre() throws IOException {
    Path page = repository().resolve("docs/lifecycles.md");
    String drawn = drawn();
    if (Boolean.getBoolean("dabba.renewDocs")) {
      Files.createDirectories(page.getParent());
      Files.writeString(page, drawn);
    }
    assertThat(page)
        .as("docs/lifecycles.md, renewed by: mvn -pl dispatch-core -am test -Ddabba.renewDocs=true")
        .exists();
    assertThat(Files.readString(page).replace("\r\n", "\n"))
        .as(
            "docs/lifecycles.md does not show the tables any more; renew it with"
                + " mvn -pl dispatch-core -am test -Ddabba.renewDocs=true")
        .isEqualTo(drawn);
  }

  private static String drawn() {
    return """
    # Lifecycles

    What may happen to an order and to a ride, and nothing else. Both diagrams are drawn from the
    tables in `dispatch-core` (`OrderLifecycle`, `RideLifecycle`); the build fails if this page
    and the tables differ, and `-Ddabba.renewDocs=true` writes it anew.

    ## Order

    An order begins as CREATED. DELIVERED and CANCELLED are final.

    ```mermaid
    %s```

    ## Ride

    A ride begins as PENDING and keeps its id over all its offers. COMPLETED, CANCELLED, FAILED and
    JOINED are final; a ride that is JOINED has left its orders to another, which took them along as
    it was held out.

    ```mermaid
    %s```
    """
        .formatted(OrderLifecycle.TABLE.toMermaid(), RideLifecycle.TABLE.toMermaid());
  }

  /** Maven runs tests in the module, an editor perhaps in the root. */
  private static Path repository() {
    Path directory = Path.of("").toAbsolutePath();
    while (directory != null && !Files.exists(directory.resolve("mvnw"))) {
      directory = directory.getParent();
    }
    assertThat(directory).as("the directory of mvnw, above where tests run").isNotNull();
    return directory;
  }
}
