package io.sparkrnn.data.image;

import java.util.SplittableRandom;

/**
 * A digit as a pen might write it: its strokes bent, slanted, turned, stretched and moved at
 * random, drawn with a pen of random width, and some noise. The same seed gives the same bytes on
 * every machine.
 */
final class DrawnDigit {

  static final ImageSize SIZE = new ImageSize(28, 28);

  /** How far a stroke's points stray, in heights of the digit. */
  private static final double TREMBLE = 0.035;

  /** Standard deviation of the noise, in shares of white. */
  private static final double NOISE = 0.02;

  private DrawnDigit() {}

  /** The pixels of a digit, row by row. */
  static byte[] draw(int digit, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Hand hand = Hand.of(random);
    double[][][] strokes = DigitStrokes.of(digit);
    double[][][] written = new double[strokes.length][][];
    for (int s = 0; s < strokes.length; s++) {
      written[s] = new double[strokes[s].length][];
      for (int p = 0; p < strokes[s].length; p++) {
        written[s][p] =
            hand.place(
                strokes[s][p][0] + TREMBLE * gaussian(random),
                strokes[s][p][1] + TREMBLE * gaussian(random));
      }
      written[s] = smooth(written[s]);
    }
    return ink(written, hand.penRadius(), random);
  }

  /**
   * How one digit is written, drawn at random.
   *
   * @param slant pixels to the right for each pixel up
   * @param turn in radians
   * @param width of the digit, in pixels
   * @param height of the digit, in pixels
   */
  private record Hand(
      double slant,
      double turn,
      double width,
      double height,
      double right,
      double down,
      double penRadius) {

    static Hand of(SplittableRandom random) {
      return new Hand(
          0.12 + 0.12 * gaussian(random),
          0.08 * gaussian(random),
          11 + 6 * random.nextDouble(),
          17 + 4 * random.nextDouble(),
          3 * random.nextDouble() - 1.5,
          3 * random.nextDouble() - 1.5,
          0.9 + 0.9 * random.nextDouble());
    }

    /** Where a point of the unit square comes to lie in the image. */
    double[] place(double x, double y) {
      double across = (x - 0.5) * width - (y - 0.5) * height * slant;
      double along = (y - 0.5) * height;
      double cos = StrictMath.cos(turn);
      double sin = StrictMath.sin(turn);
      return new double[] {
        SIZE.columns() / 2.0 + right + across * cos - along * sin,
        SIZE.rows() / 2.0 + down + across * sin + along * cos
      };
    }
  }

  /** Cuts corners twice (Chaikin 1974), which makes a curve of a few points. */
  private static double[][] smooth(double[][] points) {
    double[][] curve = points;
    for (int round = 0; round < 2 && points.length > 2; round++) {
      double[][] finer = new double[2 * curve.length][];
      finer[0] = curve[0];
      finer[finer.length - 1] = curve[curve.length - 1];
      for (int i = 0; i + 1 < curve.length; i++) {
        finer[2 * i + 1] = between(curve[i], curve[i + 1], 0.25);
        finer[2 * i + 2] = between(curve[i], curve[i + 1], 0.75);
      }
      curve = finer;
    }
    return curve;
  }

  private static double[] between(double[] a, double[] b, double share) {
    return new double[] {a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])};
  }

  private static byte[] ink(double[][][] strokes, double radius, SplittableRandom random) {
    byte[] pixels = new byte[SIZE.pixels()];
    for (int i = 0; i < pixels.length; i++) {
      double x = i % SIZE.columns() + 0.5;
      double y = i / SIZE.columns() + 0.5;
      // One pixel wide from full ink to none.
      double ink = Math.min(1, Math.max(0, radius + 0.5 - distance(strokes, x, y)));
      double grey = ink == 0 ? 0 : ink + NOISE * gaussian(random);
      pixels[i] = (byte) StrictMath.round(255 * Math.min(1, Math.max(0, grey)));
    }
    return pixels;
  }

  private static double distance(double[][][] strokes, double x, double y) {
    double nearest = Double.MAX_VALUE;
    for (double[][] stroke : strokes) {
      for (int i = 0; i + 1 < stroke.length; i++) {
        nearest = Math.min(nearest, squaredDistance(stroke[i], stroke[i + 1], x, y));
      }
    }
    return StrictMath.sqrt(nearest);
  }

  private static double squaredDistance(double[] from, double[] to, double x, double y) {
    double dx = to[0] - from[0];
    double dy = to[1] - from[1];
    double length = dx * dx + dy * dy;
    double share = length == 0 ? 0 : ((x - from[0]) * dx + (y - from[1]) * dy) / length;
    share = Math.min(1, Math.max(0, share));
    double right = x - from[0] - share * dx;
    double down = y - from[1] - share * dy;
    return right * right + down * down;
  }

  /** Near enough to a normal deviate: the sum of twelve even ones. */
  private static double gaussian(SplittableRandom random) {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum;
  }
}
