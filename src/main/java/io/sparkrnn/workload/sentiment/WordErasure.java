package io.sparkrnn.workload.sentiment;

import io.sparkrnn.text.TextSettings.Side;
import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.workload.TextClasses;
import io.sparkrnn.workload.TextExplanation;
import io.sparkrnn.workload.TextExplanation.Word;
import io.sparkrnn.workload.sentiment.ReviewReader.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Attribution of the prediction for one review to its words: the decrease of the log-odds of a
 * class when a single word is removed and the gap is closed.
 *
 * <p>This is occlusion (Zeiler and Fergus, "Visualizing and understanding convolutional networks",
 * 2014), which for words is called erasure (Li, Monroe and Jurafsky, "Understanding neural networks
 * through representation erasure", 2016). Unlike a gradient, it measures the effect of the removal
 * itself. Redundant words get small effects, since the others remain when one is removed.
 */
final class WordErasure {

  /** Probabilities are clipped to this distance from 0 and 1, about the precision of a float. */
  private static final double NEAREST = 1e-7;

  private WordErasure() {}

  /**
   * Explains a prediction.
   *
   * @param explained index of the class; empty: positive, or of more classes the predicted one
   */
  static TextExplanation explain(ReviewScorer scorer, Reading reading, OptionalInt explained) {
    List<float[]> variants = new ArrayList<>();
    List<Boolean> known = new ArrayList<>();
    variants.add(reading.ids());
    for (int step = 0; step < reading.ids().length; step++) {
      float id = reading.ids()[step];
      if (ReviewReader.isWord(id)) {
        variants.add(without(reading.ids(), step, scorer.reader().padding()));
        known.add(id != Vocabulary.OUT_OF_VOCABULARY);
      }
    }
    float[][] outputs = scorer.outputsOf(variants);
    TextClasses classes = scorer.classes();
    int predicted = classes.predicted(outputs[0]);
    int of = explained.orElse(classes.isBinary() ? 1 : predicted);
    double[] probabilities =
        Arrays.stream(outputs).mapToDouble(one -> classes.probabilities(one)[of]).toArray();
    List<Word> words = new ArrayList<>();
    for (int i = 0; i < reading.words().size(); i++) {
      double without = probabilities[i + 1];
      words.add(
          new Word(
              reading.words().get(i),
              known.get(i),
              without,
              logOdds(probabilities[0]) - logOdds(without)));
    }
    return new TextExplanation(
        classes.names().get(of), classes.names().get(predicted), probabilities[0], words);
  }

  /**
   * Returns ids without the one at a time step. The gap is closed by moving the ids on the side of
   * the padding, which gets one more padding id.
   */
  static float[] without(float[] ids, int step, Side padding) {
    float[] closed = ids.clone();
    if (padding == Side.PRE) {
      System.arraycopy(ids, 0, closed, 1, step);
      closed[0] = Vocabulary.PADDING;
    } else {
      System.arraycopy(ids, step + 1, closed, step, ids.length - step - 1);
      closed[ids.length - 1] = Vocabulary.PADDING;
    }
    return closed;
  }

  private static double logOdds(double probability) {
    double inside = Math.min(1 - NEAREST, Math.max(NEAREST, probability));
    return Math.log(inside / (1 - inside));
  }
}
