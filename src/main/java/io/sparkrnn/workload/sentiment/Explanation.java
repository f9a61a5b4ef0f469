package io.sparkrnn.workload.sentiment;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.config.TextSettings.Side;
import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.workload.sentiment.ReviewReader.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What each word of one review did to the network's answer: by how much the log-odds that the
 * review is positive fall if that one word is taken out, and the others close up.
 *
 * <p>This is occlusion (Zeiler and Fergus, "Visualizing and understanding convolutional networks",
 * 2014), which for words is called erasure (Li, Monroe and Jurafsky, "Understanding neural networks
 * through representation erasure", 2016). It asks the network itself, where a gradient speaks of
 * the next step alone; words that say the same twice cover for each other.
 *
 * @param probability that the review is positive
 * @param words of the review as far as the network read it, in order
 */
public record Explanation(double probability, List<Word> words) {

  /** Probabilities are kept this far from 0 and 1: a float is no nearer. */
  private static final double NEAREST = 1e-7;

  /**
   * A word of a review.
   *
   * @param known whether it is in the vocabulary
   * @param probabilityWithout that the review without the word is positive
   * @param effect what the word adds to the log-odds, above 0 if it speaks for a positive review
   */
  public record Word(String word, boolean known, double probabilityWithout, double effect) {
    public Word {
      requireNonNull(word, "word is null");
    }
  }

  public Explanation {
    words = List.copyOf(words);
  }

  /** Explains what the network says of a text. */
  public static Explanation of(ReviewScorer scorer, String text) {
    return of(scorer, scorer.reader().read(text));
  }

  static Explanation of(ReviewScorer scorer, Reading reading) {
    List<float[]> variants = new ArrayList<>();
    List<Boolean> known = new ArrayList<>();
    variants.add(reading.ids());
    for (int place = 0; place < reading.ids().length; place++) {
      float id = reading.ids()[place];
      if (ReviewReader.isWord(id)) {
        variants.add(without(reading.ids(), place, scorer.reader().padding()));
        known.add(id != Vocabulary.OUT_OF_VOCABULARY);
      }
    }
    float[] probabilities = scorer.probabilitiesOf(variants);
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
    return new Explanation(probabilities[0], words);
  }

  /** Ids without the one at a place; the gap closes from the side of the padding. */
  static float[] without(float[] ids, int place, Side padding) {
    float[] closed = ids.clone();
    if (padding == Side.PRE) {
      System.arraycopy(ids, 0, closed, 1, place);
      closed[0] = Vocabulary.PADDING;
    } else {
      System.arraycopy(ids, place + 1, closed, place, ids.length - place - 1);
      closed[ids.length - 1] = Vocabulary.PADDING;
    }
    return closed;
  }

  private static double logOdds(double probability) {
    double inside = Math.min(1 - NEAREST, Math.max(NEAREST, probability));
    return Math.log(inside / (1 - inside));
  }

  /** The places in {@link #words} of those that moved the answer most, that one first. */
  public List<Integer> strongest(int count) {
    List<Integer> places = new ArrayList<>();
    for (int place = 0; place < words.size(); place++) {
      places.add(place);
    }
    // Stable: of equal ones the first.
    places.sort(
        Comparator.comparingDouble((Integer place) -> -Math.abs(words.get(place).effect())));
    return List.copyOf(places.subList(0, Math.min(count, places.size())));
  }
}
