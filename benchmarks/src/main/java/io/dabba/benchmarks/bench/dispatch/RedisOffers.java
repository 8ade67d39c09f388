package io.dabba.benchmarks.bench.dispatch;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;

/**
 * Offers on Redis by the usual recipe: {@code SET NX PX} for the ride and for the rider, a script
 * that compares and consumes the token, {@code DEL} at the end. Every operation is one command on
 * one connection. Unlike a book it does not remember who accepted, nor which rides ended.
 */
final class RedisOffers implements AutoCloseable {
  /** A token that grows even if the offer is refused; 0 if it is. */
  private static final String OFFER =
      """
      local token = redis.call('INCR', KEYS[3])
      if not redis.call('SET', KEYS[1], token, 'NX', 'PX', ARGV[1]) then
        return 0
      end
      if not redis.call('SET', KEYS[2], token, 'NX', 'PX', ARGV[1]) then
        redis.call('DEL', KEYS[1])
        return 0
      end
      return token
      """;

  /** The ride and the rider stay taken, without a time, until the end. */
  private static final String ACCEPT =
      """
      if redis.call('GET', KEYS[1]) ~= ARGV[1] then
        return 0
      end
      redis.call('SET', KEYS[1], 'accepted')
      redis.call('PERSIST', KEYS[2])
      return 1
      """;

  private static final String TTL_MILLIS = "10000";

  private final RedisClient client;
  private final StatefulRedisConnection<String, String> connection;
  private final RedisAsyncCommands<String, String> commands;
  private final String offerScript;
  private final String acceptScript;

  /** The keys of a ride and a rider. */
  record Keys(String offer, String rider, String token) {
    static Keys of(String ride, String rider) {
      return new Keys("offer:" + ride, "rider:" + rider, "token:" + rider);
    }
  }

  /** Connects, without a timer per command. */
  RedisOffers(int port) {
    client = RedisClient.create(RedisURI.create("127.0.0.1", port));
    client.setOptions(
        ClientOptions.builder()
            .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
            .build());
    connection = client.connect(StringCodec.ASCII);
    commands = connection.async();
    offerScript = connection.sync().scriptLoad(OFFER);
    acceptScript = connection.sync().scriptLoad(ACCEPT);
  }

  /** The token of the offer, or 0 if the ride or the rider is taken. */
  RedisFuture<Long> tryOffer(Keys keys) {
    return commands.evalsha(
        offerScript,
        ScriptOutputType.INTEGER,
        new String[] {keys.offer, keys.rider, keys.token},
        TTL_MILLIS);
  }

  /** 1 if the token was the current one, else 0. */
  RedisFuture<Long> accept(Keys keys, long token) {
    return commands.evalsha(
        acceptScript,
        ScriptOutputType.INTEGER,
        new String[] {keys.offer, keys.rider},
        Long.toString(token));
  }

  /** How many of the two, ride and rider, were taken. */
  RedisFuture<Long> end(Keys keys) {
    return commands.del(keys.offer, keys.rider);
  }

  /** From now on commands wait for {@link #flush}. */
  void holdBack() {
    connection.setAutoFlushCommands(false);
  }

  void flush() {
    connection.flushCommands();
  }

  @Override
  public void close() {
    connection.close();
    client.shutdown();
  }
}
