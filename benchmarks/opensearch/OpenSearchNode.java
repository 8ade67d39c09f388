import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.opensearch.Version;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.Node;
import org.opensearch.plugins.PluginInfo;
import org.opensearch.transport.Netty4ModulePlugin;

/**
 * A single node of OpenSearch with HTTP on 127.0.0.1, until its standard input ends. Run from its
 * source: {@code java -cp CLASSPATH OpenSearchNode.java FOLDER PORT}.
 */
final class OpenSearchNode extends Node {
  private OpenSearchNode(Environment environment) {
    super(environment, List.of(netty()), false);
  }

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    Settings settings =
        Settings.builder()
            .put("path.home", folder.toString())
            .put("cluster.name", "bench")
            .put("node.name", "bench")
            .put("discovery.type", "single-node")
            .put("network.host", "127.0.0.1")
            .put("http.port", args[1])
            .put("transport.port", "0")
            .put("http.type", "netty4")
            .put("transport.type", "netty4")
            // a disk that is nearly full would make the index read-only
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .build();
    OpenSearchNode node = new OpenSearchNode(new Environment(settings, folder));
    node.start();
    awaitEndOfInput();
    node.close();
  }

  private static PluginInfo netty() {
    return new PluginInfo(
        "transport-netty4",
        "HTTP and transport over Netty",
        Version.CURRENT.toString(),
        Version.CURRENT,
        "21",
        Netty4ModulePlugin.class.getName(),
        null,
        List.of(),
        false);
  }

  /** The benchmark holds the other end: however it ends, so does this. */
  private static void awaitEndOfInput() throws IOException {
    while (System.in.read() >= 0) {
      // nothing is said here
    }
  }
}
