package io.sparkrnn.workload.sentiment;

import io.sparkrnn.data.BadRow;
import io.sparkrnn.data.Review;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.Split;
import io.sparkrnn.data.UnlabelledReview;
import io.sparkrnn.text.Tokenizer;
import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.workload.BadRows;
import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import scala.Tuple2;

/**
 * Rows that follow one another in a source, tokenised. Words are numbers into the block's own list:
 * so each text is tokenised once, though its words are counted before they can be encoded, and what
 * waits in between is a few arrays, which cost little to keep, to write to disk and to read back.
 */
final class ReviewBlock implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Words and rows of a block; its arrays are half a megabyte at most, which G1 can move. */
  private static final int SIZE = 240_000;

  /** Follows the kinds {@code 2 * split + label}. */
  private static final byte UNLABELLED = (byte) (2 * Split.values().length);

  private final byte[] kinds;
  private final PackedStrings origins;
  private final int[] originOf;
  private final long[] rowOf;
  private final long[] digests;

  /** Where a review's words end. */
  private final int[] ends;

  private final PackedNumbers numbers;
  private final PackedStrings words;
  private final List<BadRow> bad;

  private ReviewBlock(Reading reading) {
    kinds = reading.kinds.toByteArray();
    origins = new PackedStrings(reading.origins);
    originOf = reading.originOf.build().toArray();
    rowOf = reading.rowOf.build().toArray();
    digests = reading.digests.build().toArray();
    ends = reading.ends.build().toArray();
    numbers = new PackedNumbers(reading.numbers.build().toArray());
    words = new PackedStrings(reading.words.keySet());
    bad = reading.bad;
  }

  /** A block as it comes about. */
  private static final class Reading {
    private final Tokenizer tokenizer;
    private final ByteArrayOutputStream kinds = new ByteArrayOutputStream();
    private final List<String> origins = new ArrayList<>();
    private final IntStream.Builder originOf = IntStream.builder();
    private final LongStream.Builder rowOf = LongStream.builder();
    private final LongStream.Builder digests = LongStream.builder();
    private final IntStream.Builder ends = IntStream.builder();
    private final IntStream.Builder numbers = IntStream.builder();
    private final Map<String, Integer> words = new LinkedHashMap<>();
    private final List<BadRow> bad = new ArrayList<>();
    private int length;

    Reading(Iterator<SourceRow> rows, Tokenizer tokenizer) {
      this.tokenizer = tokenizer;
      for (int count = 0; count + length < SIZE && rows.hasNext(); count++) {
        add(rows.next());
      }
    }

    private void add(SourceRow row) {
      if (row instanceof Review review) {
        add(row, 2 * review.split().ordinal() + review.label(), review.text());
        Digest digest = Digest.of(review.text());
        digests.add(digest.high());
        digests.add(digest.low());
      } else if (row instanceof UnlabelledReview review) {
        add(row, UNLABELLED, review.text());
        // Nobody asks whether it is there twice.
        digests.add(0);
        digests.add(0);
      } else {
        bad.add((BadRow) row);
      }
    }

    private void add(SourceRow row, int kind, String text) {
      kinds.write(kind);
      // Rows of one file follow one another.
      if (origins.isEmpty() || !origins.get(origins.size() - 1).equals(row.origin())) {
        origins.add(row.origin());
      }
      originOf.add(origins.size() - 1);
      rowOf.add(row.row());
      for (String word : tokenizer.words(text)) {
        Integer next = words.size();
        Integer known = words.putIfAbsent(word, next);
        numbers.add(known == null ? next : known);
        length++;
      }
      ends.add(length);
    }
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
        return new ReviewBlock(new Reading(rows, tokenizer));
      }
    };
  }

  /** The places of a split's reviews, by which the block is asked for them. */
  IntStream of(Split split) {
    return IntStream.range(0, kinds.length).filter(review -> kinds[review] >> 1 == split.ordinal());
  }

  private IntStream unlabelled() {
    return IntStream.range(0, kinds.length).filter(review -> kinds[review] == UNLABELLED);
  }

  /** How many reviews have no label. */
  long unlabelledCount() {
    return unlabelled().count();
  }

  List<BadRow> bad() {
    return bad;
  }

  /** Of a review that has one, 0 or 1. */
  int label(int review) {
    return kinds[review] & 1;
  }

  /** Sorts by origin and row. */
  String key(int review) {
    return BadRows.key(origins.get(originOf[review]), rowOf[review]);
  }

  Digest digest(int review) {
    return new Digest(digests[2 * review], digests[2 * review + 1]);
  }

  /** How many words a review has. */
  int length(int review) {
    return ends[review] - begin(review);
  }

  private int begin(int review) {
    return review == 0 ? 0 : ends[review - 1];
  }

  /** A review's words, as numbers of the block's. */
  int[] words(int review) {
    return numbers.range(begin(review), ends[review]);
  }

  /** Adds how often each word occurs in a split's reviews. */
  void count(Split split, Map<String, Long> counts) {
    long[] own = new long[words.size()];
    of(split)
        .forEach(
            review -> {
              for (int at = begin(review); at < ends[review]; at++) {
                own[numbers.get(at)]++;
              }
            });
    for (int number = 0; number < own.length; number++) {
      if (own[number] > 0) {
        counts.merge(words.get(number), own[number], Long::sum);
      }
    }
  }

  /**
   * The ids that occur in each review to learn words from, once each, by the review's key: training
   * reviews and those without a label.
   */
  Iterator<Tuple2<String, int[]>> texts(Vocabulary vocabulary) {
    int[] ids = ids(vocabulary);
    return IntStream.concat(of(Split.TRAIN), unlabelled())
        .mapToObj(review -> new Tuple2<>(key(review), distinct(words(review), ids)))
        .iterator();
  }

  private static int[] distinct(int[] words, int[] ids) {
    return IntStream.of(words).map(number -> ids[number]).sorted().distinct().toArray();
  }

  /** The vocabulary's id of each of the block's words, by number. */
  int[] ids(Vocabulary vocabulary) {
    int[] ids = new int[words.size()];
    for (int number = 0; number < ids.length; number++) {
      ids[number] = vocabulary.id(words.get(number));
    }
    return ids;
  }
}
