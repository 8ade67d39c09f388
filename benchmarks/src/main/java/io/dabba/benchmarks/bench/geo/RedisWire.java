package io.dabba.benchmarks.bench.geo;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A pipeline to a Redis over its unix domain socket, in Redis' own protocol with nothing between:
 * the cheapest client there is. One thread.
 */
final class RedisWire implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 18;
  private static final int DECIMALS = 7;
  private static final double PER_DEGREE = 1e7;

  private final SocketChannel channel;
  private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES).flip();
  private final byte[] digits = new byte[24];

  RedisWire(Path socket) {
    try {
      channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Words as the protocol has them, to be made once. */
  static byte[] parts(String... words) {
    StringBuilder text = new StringBuilder();
    for (String word : words) {
      text.append("$").append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** The beginning of a command that has so many parts, these among them. */
  static byte[] command(int parts, String... first) {
    byte[] count = ("*" + parts + "\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] words = parts(first);
    return ByteBuffer.allocate(count.length + words.length).put(count).put(words).array();
  }

  /** Adds parts already made; what is added is sent by {@link #flush}. */
  void add(byte[] parts) {
    out.put(parts);
  }

  /** Adds a coordinate, to the seventh decimal: a centimetre. */
  void add(double degrees) {
    long rest = Math.round(Math.abs(degrees) * PER_DEGREE);
    int at = digits.length;
    for (int i = 0; i < DECIMALS; i++, rest /= 10) {
      digits[--at] = (byte) ('0' + rest % 10);
    }
    digits[--at] = '.';
    do {
      digits[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
    if (degrees < 0) {
      digits[--at] = '-';
    }
    int length = digits.length - at;
    out.put((byte) '$');
    if (length >= 10) {
      out.put((byte) ('0' + length / 10));
    }
    out.put((byte) ('0' + length % 10)).put((byte) '\r').put((byte) '\n');
    out.put(digits, at, length).put((byte) '\r').put((byte) '\n');
  }

  void flush() {
    out.flip();
    try {
      while (out.hasRemaining()) {
        channel.write(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.clear();
  }

  /** The next reply, an integer. */
  int readInteger() {
    return header(':');
  }

  /** The next reply, an array of texts that are integers. */
  int[] readIntegers() {
    int[] values = new int[header('*')];
    for (int i = 0; i < values.length; i++) {
      header('$');
      values[i] = line();
    }
    return values;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int header(char expected) {
    byte kind = next();
    if (kind == expected) {
      return line();
    }
    StringBuilder said = new StringBuilder().append((char) kind);
    for (byte b = next(); b != '\r'; b = next()) {
      said.append((char) b);
    }
    throw new IllegalStateException("reply=%s is not %s".formatted(said, expected));
  }

  private int line() {
    int value = 0;
    for (byte b = next(); b != '\r'; b = next()) {
      value = 10 * value + (b - '0');
    }
    next();
    return value;
  }

  private byte next() {
    if (!in.hasRemaining()) {
      fill();
    }
    return in.get();
  }

  private void fill() {
    in.clear();
    try {
      if (channel.read(in) < 0) {
        throw new EOFException("Redis closed the connection");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    in.flip();
  }
}
