package io.sparkrnn.baseline;

/**
 * Log-count ratios of ids, the weights of multinomial naive Bayes. The ratio of an id for a class
 * is log((p / |p|) / (q / |q|)), where p counts the examples of the class that contain the id and q
 * those of all other classes, both plus 1, and |p| and |q| are the sums over all ids.
 *
 * <p>Source: S. Wang and C. Manning, "Baselines and bigrams: simple, good sentiment and topic
 * classification", ACL 2012, section 2.1, with counts of binarized features; for more than two
 * classes, one class against the rest.
 */
final class LogCountRatios {

  /** Smoothing: added to each count. */
  private static final double SMOOTHING = 1;

  private LogCountRatios() {}

  /** Returns the ratios, [ids, outputs], row by row. */
  static double[] of(BagExamples examples) {
    int ids = examples.ids();
    int outputs = examples.outputs();
    int classes = Math.max(2, outputs);
    long[] counts = new long[Math.multiplyExact(ids, classes)];
    long[] totals = new long[ids];
    for (int example = 0; example < examples.size(); example++) {
      for (int id : examples.bags()[example]) {
        if (id < ids) {
          counts[id * classes + examples.labels()[example]]++;
          totals[id]++;
        }
      }
    }
    double[] ratios = new double[Math.multiplyExact(ids, outputs)];
    for (int output = 0; output < outputs; output++) {
      int ofClass = outputs == 1 ? 1 : output;
      double inside = 0;
      double outside = 0;
      for (int id = 0; id < ids; id++) {
        inside += counts[id * classes + ofClass] + SMOOTHING;
        outside += totals[id] - counts[id * classes + ofClass] + SMOOTHING;
      }
      for (int id = 0; id < ids; id++) {
        long count = counts[id * classes + ofClass];
        double odds = (count + SMOOTHING) / (totals[id] - count + SMOOTHING);
        ratios[id * outputs + output] = StrictMath.log(odds * outside / inside);
      }
    }
    return ratios;
  }
}
