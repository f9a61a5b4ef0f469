package io.sparkrnn.workload;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Attribution of the prediction for one text to its words.
 *
 * @param probability the probability that the review is positive
 * @param words the words of the review that were not truncated, in order
 */
public record TextExplanation(double probability, List<Word> words) {

  /**
   * A word of a review and its effect.
   *
   * @param word the word
   * @param known whether it is in the vocabulary
   * @param probabilityWithout the probability that the review without the word is positive
   * @param effect the word's contribution to the log-odds; above 0 if it makes the prediction more
   *     positive
   */
  public record Word(String word, boolean known, double probabilityWithout, double effect) {
    public Word {
      requireNonNull(word, "word is null");
    }
  }

  public TextExplanation {
    words = List.copyOf(words);
  }

  /**
   * Returns the indices in {@link #words} of the words with the largest effects by magnitude, in
   * descending order.
   */
  public List<Integer> strongest(int count) {
    List<Integer> indices = new ArrayList<>();
    for (int index = 0; index < words.size(); index++) {
      indices.add(index);
    }
    // The sort is stable: ties stay in the order of the review.
    indices.sort(
        Comparator.comparingDouble((Integer index) -> -Math.abs(words.get(index).effect())));
    return List.copyOf(indices.subList(0, Math.min(count, indices.size())));
  }
}
