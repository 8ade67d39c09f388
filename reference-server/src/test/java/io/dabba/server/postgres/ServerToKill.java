package io.dabba.server.postgres;

import io.dabba.server.process.DataDirectory;
import java.nio.file.Path;

/** A process that starts a database, writes a row, says so, and waits to be killed. */
final class ServerToKill {
  private ServerToKill() {}

  public static void main(String[] args) throws Exception {
    DataDirectory directory = DataDirectory.open(Path.of(args[0]));
    EmbeddedDatabase embedded = EmbeddedDatabase.start(directory);
    try (Database database = Database.connect(embedded.url())) {
      database.useTransaction(handle -> {
        handle.execute("CREATE TABLE kept (word text)");
        handle.execute("INSERT INTO kept VALUES ('survived')");
      });
      System.out.println("ready " + embedded.url());
      System.out.flush();
      while (System.in.read() >= 0) {
        // held open by the test, which kills this process
      }
    }
  }
}
