package io.sparkrnn.data.image;

import java.util.List;
import java.util.stream.Stream;

/** Strokes of the ten digits as points in the unit square; some points lie slightly outside. */
final class DigitStrokes {

  /** By digit: strokes separated by bars, of points "x,y", x to the right and y down. */
  private static final List<double[][][]> ALL =
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
          .map(DigitStrokes::parse)
          .toList();

  private DigitStrokes() {}

  private static double[][][] parse(String strokes) {
    return Stream.of(strokes.split(" \\| "))
        .map(
            stroke ->
                Stream.of(stroke.split(" ")).map(DigitStrokes::point).toArray(double[][]::new))
        .toArray(double[][][]::new);
  }

  private static double[] point(String text) {
    return Stream.of(text.split(",")).mapToDouble(Double::parseDouble).toArray();
  }

  /** Returns the strokes of a digit from 0 to 9, [stroke][point][x, y]; not a copy. */
  static double[][][] of(int digit) {
    return ALL.get(digit);
  }
}
