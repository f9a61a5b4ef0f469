package io.sparkrnn.workload.sentiment;

import io.sparkrnn.data.BadRow;
import io.sparkrnn.data.Review;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.Split;
import io.sparkrnn.data.UnlabelledReview;
import io.sparkrnn.text.Tokenizer;
import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.workload.BadRows;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import scala.Tuple2;

/**
 * Rows that follow one another in a source, tokenised. Words are numbers into the block's own list:
 * so each text is tokenised once, though its words are counted before they can be encoded, and what
 * waits in between is a few large arrays.
 */
final class ReviewBlock implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Words and rows of a block, a few megabytes. */
  private static final int SIZE = 1 << 20;

  private final List<TokenisedReview> reviews = new ArrayList<>();
  private final List<UnlabelledWords> unlabelled = new ArrayList<>();
  private final List<BadRow> bad = new ArrayList<>();
  private final String[] words;

  /** A review without a label, as numbers into the words of its block. */
  record UnlabelledWords(String key, int[] words) implements Serializable {}

  private ReviewBlock(Iterator<SourceRow> rows, Tokenizer tokenizer) {
    Map<String, Integer> numbers = new HashMap<>();
    int size = 0;
    while (size < SIZE && rows.hasNext()) {
      SourceRow row = rows.next();
      size++;
      if (row instanceof Review review) {
        TokenisedReview tokenised =
            TokenisedReview.of(review, numbers(tokenizer.words(review.text()), numbers));
        reviews.add(tokenised);
        size += tokenised.words().length;
      } else if (row instanceof UnlabelledReview review) {
        int[] own = numbers(tokenizer.words(review.text()), numbers);
        unlabelled.add(new UnlabelledWords(BadRows.key(review.origin(), review.row()), own));
        size += own.length;
      } else {
        bad.add((BadRow) row);
      }
    }
    words = new String[numbers.size()];
    numbers.forEach((word, number) -> words[number] = word);
  }

  private static int[] numbers(List<String> words, Map<String, Integer> numbers) {
    int[] of = new int[words.size()];
    for (int i = 0; i < of.length; i++) {
      Integer next = numbers.size();
      Integer known = numbers.putIfAbsent(words.get(i), next);
      of[i] = known == null ? next : known;
    }
    return of;
  }

  /** The blocks of a partition's rows, made as they are asked for. */
  static Iterator<ReviewBlock> cut(Iterator<SourceRow> rows, Tokenizer tokenizer) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public ReviewBlock next() {
        return new ReviewBlock(rows, tokenizer);
      }
    };
  }

  List<TokenisedReview> reviews() {
    return reviews;
  }

  List<UnlabelledWords> unlabelled() {
    return unlabelled;
  }

  List<BadRow> bad() {
    return bad;
  }

  /** Adds how often each word occurs in a split's reviews. */
  void count(Split split, Map<String, Long> counts) {
    long[] own = new long[words.length];
    for (TokenisedReview review : reviews) {
      if (review.split() == split) {
        for (int number : review.words()) {
          own[number]++;
        }
      }
    }
    for (int number = 0; number < own.length; number++) {
      if (own[number] > 0) {
        counts.merge(words[number], own[number], Long::sum);
      }
    }
  }

  /**
   * The ids that occur in each review to learn words from, once each, by the review's key: training
   * reviews and those without a label.
   */
  Iterator<Tuple2<String, int[]>> texts(Vocabulary vocabulary) {
    int[] ids = ids(vocabulary);
    Stream<Tuple2<String, int[]>> training =
        reviews.stream()
            .filter(review -> review.split() == Split.TRAIN)
            .map(review -> new Tuple2<>(review.key(), distinct(review.words(), ids)));
    return Stream.concat(
            training,
            unlabelled.stream()
                .map(review -> new Tuple2<>(review.key(), distinct(review.words(), ids))))
        .iterator();
  }

  private static int[] distinct(int[] words, int[] ids) {
    return IntStream.of(words).map(number -> ids[number]).sorted().distinct().toArray();
  }

  /** The vocabulary's id of each of the block's words, by number. */
  int[] ids(Vocabulary vocabulary) {
    int[] ids = new int[words.length];
    for (int number = 0; number < ids.length; number++) {
      ids[number] = vocabulary.id(words[number]);
    }
    return ids;
  }
}
