package io.sparkrnn.data.image;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Renderer of synthetic handwritten digits: the strokes of a digit are distorted, slanted, rotated,
 * scaled and shifted at random, drawn with a pen of random width, and noise is added. The same seed
 * gives the same bytes on every machine.
 */
final class DigitRenderer {

  /** Size of the images, that of MNIST. */
  static final ImageSize SIZE = new ImageSize(28, 28);

  /** Standard deviation of the distortion of a stroke's points, in units of the unit square. */
  private static final double DISTORTION = 0.035;

  /** Standard deviation of the noise, as a fraction of white. */
  private static final double NOISE = 0.02;

  /**
   * By digit: strokes separated by bars, of points "x,y" in the unit square, x to the right and y
   * down; some points lie slightly outside.
   */
  private static final List<double[][][]> STROKES =
      Stream.of(
              "0.55,0 0.15,0.05 0,0.5 0.15,0.95 0.5,1 0.85,0.95 1,0.5 0.85,0.05 0.5,0",
              "0.3,0.2 0.55,0 | 0.55,0 0.55,1",
              "0.05,0.25 0.2,0 0.75,0 0.95,0.25 0.75,0.5 0.3,0.75 0,1 | 0,1 1,0.97",
              "0.05,0.1 0.5,-0.05 0.95,0.1 0.85,0.4 0.4,0.47 | 0.4,0.47 0.95,0.5 1,0.85 "
                  + "0.55,1.05 0,0.9",
              "0.6,0 0.3,0.35 0,0.65 | 0,0.65 1,0.62 | 0.75,0.3 0.7,1",
              "0.9,0 0.2,0.02 | 0.2,0.02 0.15,0.45 | 0.15,0.45 0.6,0.35 1,0.5 0.95,0.9 0.5,1.05 "
                  + "0,0.92",
              "0.8,0 0.35,0.15 0.05,0.6 0.15,1 0.65,1.02 0.95,0.8 0.75,0.52 0.35,0.52 0.1,0.75",
              "0,0.02 0.95,0 | 0.95,0 0.6,0.5 0.4,1",
              "0.5,0.47 0.1,0.3 0.25,0 0.75,0 0.9,0.3 0.5,0.47 0.05,0.7 0.2,1 0.8,1 0.95,0.7 "
                  + "0.5,0.47",
              "0.9,0.3 0.75,0.02 0.3,0 0.05,0.25 0.25,0.5 0.7,0.48 0.9,0.25 | 0.9,0.25 0.85,0.6 "
                  + "0.65,1")
          .map(DigitRenderer::parse)
          .toList();

  private DigitRenderer() {}

  private static double[][][] parse(String strokes) {
    return Stream.of(strokes.split(" \\| "))
        .map(
            stroke ->
                Stream.of(stroke.split(" ")).map(DigitRenderer::point).toArray(double[][]::new))
        .toArray(double[][][]::new);
  }

  private static double[] point(String text) {
    return Stream.of(text.split(",")).mapToDouble(Double::parseDouble).toArray();
  }

  /** Renders a digit; returns its pixels, row by row, unsigned, 0 is black. */
  static byte[] draw(int digit, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Hand hand = Hand.of(random);
    double[][][] strokes = STROKES.get(digit);
    double[][][] written = new double[strokes.length][][];
    for (int s = 0; s < strokes.length; s++) {
      written[s] = new double[strokes[s].length][];
      for (int p = 0; p < strokes[s].length; p++) {
        written[s][p] =
            hand.place(
                strokes[s][p][0] + DISTORTION * gaussian(random),
                strokes[s][p][1] + DISTORTION * gaussian(random));
      }
      written[s] = smooth(written[s]);
    }
    return ink(written, hand.penRadius(), random);
  }

  /**
   * Random parameters of one rendered digit.
   *
   * @param slant shear, in pixels to the right for each pixel up
   * @param turn rotation, in radians
   * @param width width of the digit, in pixels
   * @param height height of the digit, in pixels
   * @param right horizontal shift from the center, in pixels
   * @param down vertical shift from the center, in pixels
   * @param penRadius radius of the pen, in pixels
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

    /** Transforms a point of the unit square to image coordinates [x, y], in pixels. */
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

  /** Smooths a stroke of three or more points by two rounds of corner cutting (Chaikin 1974). */
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
      // The edge fades from full ink to none over one pixel.
      double ink = Math.min(1, Math.max(0, radius + 0.5 - distance(strokes, x, y)));
      double gray = ink == 0 ? 0 : ink + NOISE * gaussian(random);
      pixels[i] = (byte) StrictMath.round(255 * Math.min(1, Math.max(0, gray)));
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

  /** Approximates a standard normal deviate by the sum of twelve uniform ones, minus 6. */
  private static double gaussian(SplittableRandom random) {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum;
  }
}
