package io.dabba.server.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.dabba.server.testkit.Tripwire.Then;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One connection through a {@link PostgresProxy}: passes the messages of the frontend/backend
 * protocol 3 on, and knows which statement each belongs to, also where a driver names a statement
 * that it prepared before, or sends several at once.
 *
 * <p>What a client sends between two Sync messages is answered by one ReadyForQuery, at which a
 * statement outside of a transaction is committed: its CommandComplete comes before that.
 */
final class ProxiedConnection {
  private static final int SSL_REQUEST = 80_877_103;
  private static final int GSS_REQUEST = 80_877_104;
  private static final StatementRun UNKNOWN = new StatementRun("", "");

  private final Socket client;
  private final Socket server;
  private final List<Tripwire> tripwires;

  /** What is not answered yet, the oldest first; the last is still being sent. */
  private final Queue<Exchange> exchanges = new ConcurrentLinkedQueue<>();

  private final Map<String, String> statements = new HashMap<>();
  private final Map<String, StatementRun> portals = new HashMap<>();
  private final List<Tripwire> beforeCommit = new ArrayList<>();
  private final List<Tripwire> afterCommit = new ArrayList<>();
  private Exchange sending = new Exchange();
  private boolean inTransaction;

  ProxiedConnection(Socket client, Socket server, List<Tripwire> tripwires) {
    this.client = client;
    this.server = server;
    this.tripwires = tripwires;
  }

  private static final class Message {
    private final int type;
    private final byte[] body;

    Message(int type, byte[] body) {
      this.type = type;
      this.body = body;
    }

    static Optional<Message> read(DataInputStream in) throws IOException {
      int type = in.read();
      if (type < 0) {
        return Optional.empty();
      }
      return Optional.of(new Message(type, in.readNBytes(in.readInt() - Integer.BYTES)));
    }

    void write(DataOutputStream out) throws IOException {
      out.write(type);
      out.writeInt(body.length + Integer.BYTES);
      out.write(body);
    }

    /** Whether it completes a ROLLBACK, or a COMMIT of a transaction that had failed. */
    boolean isRolledBack() {
      return type == 'C' && text(0).equals("ROLLBACK");
    }

    /** The texts at the beginning of the body, each of which ends with a zero. */
    String text(int index) {
      int begin = 0;
      int end = 0;
      for (int i = 0; i <= index; i++) {
        begin = i == 0 ? 0 : end + 1;
        end = begin;
        while (body[end] != 0) {
          end++;
        }
      }
      return new String(body, begin, end - begin, UTF_8);
    }
  }

  /** What is answered by one ReadyForQuery. */
  private static final class Exchange {
    private final List<Tripwire> atEnd = new CopyOnWriteArrayList<>();
    private boolean failed;
  }

  /** A tripwire has cut the connection. */
  private static final class CutException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** Passes on until either end is gone. */
  void run() throws IOException {
    DataInputStream fromClient = in(client);
    if (!passStartup(fromClient)) {
      return;
    }
    // the one that authentication ends with
    exchanges.add(new Exchange());
    exchanges.add(sending);
    Thread.ofVirtual().start(this::passAnswers);
    try {
      passRequests(fromClient);
    } finally {
      cut();
    }
  }

  /** Breaks it, so that both ends find out at once. */
  void cut() {
    try (server;
        client) {
      client.setSoLinger(true, 0);
    } catch (IOException e) {
      // it was broken before
    }
  }

  private boolean passStartup(DataInputStream fromClient) throws IOException {
    while (true) {
      int length = fromClient.readInt();
      byte[] body = fromClient.readNBytes(length - Integer.BYTES);
      int code = ByteBuffer.wrap(body).getInt();
      if (code == SSL_REQUEST || code == GSS_REQUEST) {
        client.getOutputStream().write('N');
        continue;
      }
      server.getOutputStream().write(ByteBuffer.allocate(length).putInt(length).put(body).array());
      // a request to cancel has no more to it
      return code >>> 16 == 3;
    }
  }

  private void passRequests(DataInputStream in) throws IOException {
    DataOutputStream out = out(server);
    for (Optional<Message> read = Message.read(in); read.isPresent(); read = Message.read(in)) {
      Message message = read.get();
      switch (message.type) {
        case 'P' -> statements.put(message.text(0), message.text(1));
        case 'B' ->
            portals.put(
                message.text(0),
                new StatementRun(
                    statements.getOrDefault(message.text(1), ""),
                    new String(message.body, ISO_8859_1)));
        case 'E' -> run(portals.getOrDefault(message.text(0), UNKNOWN), out);
        case 'Q' -> {
          run(new StatementRun(message.text(0), ""), out);
          awaitAnswer();
        }
        case 'S', 'F' -> awaitAnswer();
        default -> {
          // says nothing about statements
        }
      }
      message.write(out);
      if (in.available() == 0) {
        out.flush();
      }
    }
  }

  /** What is sent from here on belongs to the next exchange. */
  private void awaitAnswer() {
    sending = new Exchange();
    exchanges.add(sending);
  }

  private void run(StatementRun passing, DataOutputStream out) throws IOException {
    String sql = passing.sql();
    String word = sql.strip().split("[\\s;]", 2)[0].toUpperCase(Locale.ROOT);
    switch (word) {
      case "BEGIN", "START" -> inTransaction = !sql.toUpperCase(Locale.ROOT).contains("COMMIT");
      case "COMMIT", "END" -> {
        inTransaction = false;
        spring(beforeCommit, out);
        sending.atEnd.addAll(afterCommit);
        afterCommit.clear();
      }
      case "ROLLBACK", "ABORT" -> {
        // to a savepoint is not the end
        if (!sql.toUpperCase(Locale.ROOT).contains(" TO ")) {
          inTransaction = false;
          beforeCommit.forEach(Tripwire::awaitNext);
          beforeCommit.clear();
          afterCommit.forEach(Tripwire::awaitNext);
          afterCommit.clear();
        }
      }
      default -> {
        // one more statement
      }
    }
    List<Tripwire> now = new ArrayList<>();
    for (Tripwire tripwire : tripwires) {
      if (tripwire.takes(passing)) {
        switch (tripwire.moment()) {
          case BEFORE -> now.add(tripwire);
          case BEFORE_COMMIT -> (inTransaction ? beforeCommit : now).add(tripwire);
          case AFTER -> sending.atEnd.add(tripwire);
          case AFTER_COMMIT -> (inTransaction ? afterCommit : sending.atEnd).add(tripwire);
        }
      }
    }
    spring(now, out);
  }

  private static void spring(List<Tripwire> due, DataOutputStream out) throws IOException {
    if (due.isEmpty()) {
      return;
    }
    // what came before has reached PostgreSQL
    out.flush();
    for (Tripwire tripwire : due) {
      if (tripwire.spring() == Then.CUT) {
        throw new CutException();
      }
    }
    due.clear();
  }

  private void passAnswers() {
    try {
      passAnswers(in(server), out(client));
    } catch (IOException e) {
      // either end is gone
    } finally {
      cut();
    }
  }

  private void passAnswers(DataInputStream in, DataOutputStream out) throws IOException {
    List<Message> held = new ArrayList<>();
    for (Optional<Message> read = Message.read(in); read.isPresent(); read = Message.read(in)) {
      Message message = read.get();
      Exchange exchange = exchanges.element();
      exchange.failed |= message.type == 'E' || message.isRolledBack();
      held.add(message);
      if (message.type == 'Z') {
        exchanges.remove();
        springAtEnd(exchange);
      }
      if (message.type == 'Z' || exchange.atEnd.isEmpty()) {
        for (Message passed : held) {
          passed.write(out);
        }
        held.clear();
        if (in.available() == 0) {
          out.flush();
        }
      }
    }
  }

  private static void springAtEnd(Exchange exchange) throws IOException {
    for (Tripwire tripwire : exchange.atEnd) {
      if (exchange.failed) {
        tripwire.awaitNext();
      } else if (tripwire.spring() == Then.CUT) {
        throw new CutException();
      }
    }
  }

  private static DataInputStream in(Socket socket) throws IOException {
    return new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }

  private static DataOutputStream out(Socket socket) throws IOException {
    return new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
  }
}
