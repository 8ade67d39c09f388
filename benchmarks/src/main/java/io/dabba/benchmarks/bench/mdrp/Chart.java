package io.dabba.benchmarks.bench.mdrp;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** A picture of dots and lines between two axes, as SVG that needs nothing beside it. */
final class Chart {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 560;
  private static final int LEFT = 64;
  private static final int RIGHT = 24;
  private static final int TOP = 72;
  private static final int BOTTOM = 56;
  private static final int TICKS = 8;

  private final StringBuilder body = new StringBuilder();
  private final Range xs;
  private final Range ys;
  private int legendAt = LEFT;

  /** What an axis shows. */
  record Range(double min, double max) {
    /** All finite of these values, and a little around them. */
    static Range around(double[] some, double[] others) {
      double[] finite =
          DoubleStream.concat(Arrays.stream(some), Arrays.stream(others))
              .filter(Double::isFinite)
              .toArray();
      double min = Arrays.stream(finite).min().orElse(0);
      double max = Arrays.stream(finite).max().orElse(1);
      return new Range(Math.floor(min - 0.5), Math.ceil(max + 0.5));
    }
  }

  Chart(String title, String xTitle, String yTitle, Range xs, Range ys) {
    this.xs = xs;
    this.ys = ys;
    text(LEFT, 26, "start", 18, title);
    text(LEFT + (WIDTH - LEFT - RIGHT) / 2.0, HEIGHT - 12, "middle", 13, xTitle);
    body.append(
        String.format(
            Locale.ROOT,
            "<text transform=\"translate(18 %d) rotate(-90)\" text-anchor=\"middle\""
                + " font-size=\"13\">%s</text>%n",
            TOP + (HEIGHT - TOP - BOTTOM) / 2,
            escaped(yTitle)));
    axes();
  }

  void legend(String name, String color) {
    circle(legendAt + 5, 48, 5, color, name);
    text(legendAt + 16, 52, "start", 13, name);
    legendAt += 40 + 8 * name.length();
  }

  /** A dot that says what it is when pointed at; none where a coordinate is not finite. */
  void dot(double x, double y, String color, String name) {
    if (Double.isFinite(x) && Double.isFinite(y)) {
      String told = String.format(Locale.ROOT, "%s: %.2f", name, y);
      circle(x(x), y(y), 3, color, told);
    }
  }

  void line(double x1, double y1, double x2, double y2, String color) {
    body.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
            x(x1),
            y(y1),
            x(x2),
            y(y2),
            color));
  }

  String svg() {
    return String.format(
        Locale.ROOT,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
            + " height=\"%d\" font-family=\"sans-serif\" fill=\"#222\">%n"
            + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n%s</svg>%n",
        WIDTH,
        HEIGHT,
        WIDTH,
        HEIGHT,
        body);
  }

  private void axes() {
    double xStep = step(xs);
    for (double at = Math.ceil(xs.min() / xStep) * xStep; at <= xs.max(); at += xStep) {
      text(x(at), HEIGHT - BOTTOM + 18, "middle", 12, Long.toString(Math.round(at)));
    }
    double yStep = step(ys);
    for (double at = Math.ceil(ys.min() / yStep) * yStep; at <= ys.max(); at += yStep) {
      line(xs.min(), at, xs.max(), at, "#e3e6ea");
      text(LEFT - 8, y(at) + 4, "end", 12, Long.toString(Math.round(at)));
    }
    line(xs.min(), ys.min(), xs.max(), ys.min(), "#444");
    line(xs.min(), ys.min(), xs.min(), ys.max(), "#444");
  }

  /** A whole number that leaves few enough ticks. */
  private static double step(Range range) {
    return Math.max(1, Math.ceil((range.max() - range.min()) / TICKS));
  }

  private double x(double value) {
    return LEFT + (value - xs.min()) / (xs.max() - xs.min()) * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - (value - ys.min()) / (ys.max() - ys.min()) * (HEIGHT - TOP - BOTTOM);
  }

  private void circle(double x, double y, int radius, String color, String name) {
    body.append(
        String.format(
            Locale.ROOT,
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%d\" fill=\"%s\"><title>%s</title></circle>%n",
            x,
            y,
            radius,
            color,
            escaped(name)));
  }

  private void text(double x, double y, String anchor, int size, String words) {
    body.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\">%s</text>%n",
            x,
            y,
            anchor,
            size,
            escaped(words)));
  }

  private static String escaped(String words) {
    return words
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
