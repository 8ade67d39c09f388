package io.dabba.benchmarks.bench.geo;

import io.dabba.benchmarks.bench.RedisServer;
import java.nio.file.Path;

/**
 * Redis' geo commands: {@code GEOADD} for a move, {@code GEOSEARCH} for the nearest, over a {@link
 * RedisWire}. Answers member names only, not exact: a position is kept to 52 bits, half a metre. No
 * filters. {@link #sendMove} and {@link #sendNearest10} are pipelined; {@link #move} and {@link
 * #nearest10} wait for their reply. One thread.
 */
final class RedisPeer implements Peer<int[]> {
  private static final byte[] MOVE = RedisWire.command(5, "GEOADD", "riders");
  private static final byte[] NEAREST = RedisWire.command(11, "GEOSEARCH", "riders", "FROMLONLAT");
  private static final byte[] WITHIN =
      RedisWire.parts(
          "BYRADIUS",
          Integer.toString((int) RADIUS_METERS),
          "m",
          "ASC",
          "COUNT",
          Integer.toString(LIMIT));
  private static final int ENROLL_AT_ONCE = 500;

  private final RedisServer server;
  private final RedisWire wire;
  private final byte[][] members;

  /** Starts the Redis. */
  RedisPeer(Path program, Roster roster) {
    server = RedisServer.start(program);
    wire = new RedisWire(server.socket());
    members = new byte[roster.size()][];
    for (int i = 0; i < members.length; i++) {
      members[i] = RedisWire.parts(Integer.toString(i));
    }
    for (int i = 0; i < members.length; i += ENROLL_AT_ONCE) {
      int end = Math.min(members.length, i + ENROLL_AT_ONCE);
      for (int rider = i; rider < end; rider++) {
        sendMove(rider, roster.lat(rider), roster.lng(rider));
      }
      flush();
      for (int rider = i; rider < end; rider++) {
        readMove();
      }
    }
  }

  /** Adds a move to what the next {@link #flush} sends. */
  void sendMove(int rider, double lat, double lng) {
    wire.add(MOVE);
    wire.add(lng);
    wire.add(lat);
    wire.add(members[rider]);
  }

  /** Whether the rider of the next move that was sent was known. */
  boolean readMove() {
    return wire.readInteger() == 0;
  }

  /** Adds a query to what the next {@link #flush} sends. */
  void sendNearest10(double lat, double lng) {
    wire.add(NEAREST);
    wire.add(lng);
    wire.add(lat);
    wire.add(WITHIN);
  }

  /** The answer to the next query that was sent. */
  int[] readNearest10() {
    return wire.readIntegers();
  }

  void flush() {
    wire.flush();
  }

  @Override
  public boolean move(int rider, double lat, double lng, long micros) {
    sendMove(rider, lat, lng);
    flush();
    return readMove();
  }

  @Override
  public int[] nearest10(double lat, double lng) {
    sendNearest10(lat, lng);
    flush();
    return readNearest10();
  }

  @Override
  public int[] riders(int[] answer) {
    return answer;
  }

  @Override
  public void close() {
    wire.close();
    server.close();
  }
}
