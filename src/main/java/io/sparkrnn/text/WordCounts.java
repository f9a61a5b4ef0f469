package io.sparkrnn.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/** Word counts of a set of texts, ordered by descending count. */
public final class WordCounts {

  private final List<Tuple2<String, Long>> ranked;

  private WordCounts(List<Tuple2<String, Long>> ranked) {
    this.ranked = ranked;
  }

  /** Sums the counts of the partitions with Spark. */
  public static WordCounts of(JavaRDD<Map<String, Long>> parts) {
    Map<String, Long> counts =
        parts.treeAggregate(new HashMap<>(), WordCounts::plus, WordCounts::plus);
    List<Tuple2<String, Long>> all = new ArrayList<>(counts.size());
    counts.forEach((word, count) -> all.add(new Tuple2<>(word, count)));
    all.sort(
        Comparator.comparing((Tuple2<String, Long> count) -> -count._2())
            .thenComparing(Tuple2::_1));
    return new WordCounts(all);
  }

  private static Map<String, Long> plus(Map<String, Long> sum, Map<String, Long> part) {
    part.forEach((word, count) -> sum.merge(word, count, Long::sum));
    return sum;
  }

  /** Number of distinct words. */
  public int distinct() {
    return ranked.size();
  }

  /** Total number of words. */
  public long total() {
    return ranked.stream().mapToLong(Tuple2::_2).sum();
  }

  /** Returns the distinct words by descending count; equal counts in the order of their strings. */
  public List<String> words() {
    return ranked.stream().map(Tuple2::_1).toList();
  }

  /** Out-of-vocabulary rate: fraction of all words without an id in {@code vocabulary}, 0 to 1. */
  public double shareOutside(Vocabulary vocabulary) {
    long outside =
        ranked.stream()
            .filter(count -> vocabulary.id(count._1()) == Vocabulary.OUT_OF_VOCABULARY)
            .mapToLong(Tuple2::_2)
            .sum();
    return total() == 0 ? 0 : (double) outside / total();
  }

  /** Returns the least number of most frequent words that make up this fraction of all words. */
  public int mostFrequent(double fraction) {
    double wanted = fraction * total();
    long sum = 0;
    int words = 0;
    while (words < ranked.size() && sum < wanted) {
      sum += ranked.get(words)._2();
      words++;
    }
    return words;
  }

  /**
   * Fraction of the letters of all words that belong to scripts without spaces between words, such
   * as Chinese characters and Thai, 0 to 1.
   */
  public double unspacedShare() {
    long letters = 0;
    long unspaced = 0;
    for (Tuple2<String, Long> count : ranked) {
      letters += count._2() * UnspacedScripts.letters(count._1());
      unspaced += count._2() * UnspacedScripts.unspacedLetters(count._1());
    }
    return letters == 0 ? 0 : (double) unspaced / letters;
  }

  /** Number of occurrences of the word at {@code rank}, from 0. */
  public long count(int rank) {
    return ranked.get(rank)._2();
  }
}
