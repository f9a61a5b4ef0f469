package io.sparkrnn.workload;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Attribution of the prediction for one text to its words.
 *
 * @param explained the class whose probability is explained
 * @param predicted the predicted class
 * @param probability the probability of the explained class
 * @param words the words of the review that were not truncated, in order
 */
public record TextExplanation(
    String explained, String predicted, double probability, List<Word> words) {

  /**
   * A word of a review and its effect.
   *
   * @param word the word
   * @param known whether it is in the vocabulary
   * @param probabilityWithout the probability of the explained class for the review without the
   *     word
   * @param effect the word's contribution to the log-odds; above 0 if it makes the class more
   *     probable
   */
  public record Word(String word, boolean known, double probabilityWithout, double effect) {
    public Word {
      requireNonNull(word, "word is null");
    }
  }

  public TextExplanation {
    requireNonNull(explained, "explained is null");
    requireNonNull(predicted, "predicted is null");
    words = List.copyOf(words);
  }

  /**
   * Returns the indices in {@link #words} of the words with the largest effects by magnitude, in
   * descending order.
   */
  public List<Integer> strongest(int count) {
    // The sort is stable: ties stay in the order of the review.
    return IntStream.range(0, words.size())
        .boxed()
        .sorted(Comparator.comparingDouble(index -> -Math.abs(words.get(index).effect())))
        .limit(count)
        .toList();
  }
}
