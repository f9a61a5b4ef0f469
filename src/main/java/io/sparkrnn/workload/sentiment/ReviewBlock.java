package io.sparkrnn.workload.sentiment;

import io.sparkrnn.data.BadRow;
import io.sparkrnn.data.Review;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.Split;
import io.sparkrnn.data.UnlabeledReview;
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
 * A block of consecutive, tokenized rows of a source. Words are stored as indices into the block's
 * own word list. So each text is tokenized only once, although the vocabulary must be counted
 * before texts can be encoded; in between, a block is a few arrays, which are cheap to keep in
 * memory, to write to disk and to read back.
 */
final class ReviewBlock implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * Maximum number of words and rows of a block, up to its last row. The arrays then have at most
   * about half a megabyte, which the G1 collector can move.
   */
  private static final int SIZE = 240_000;

  /** Kind of an unlabeled review; labeled ones have the kind {@code 2 * split + label}. */
  private static final byte UNLABELED = (byte) (2 * Split.values().length);

  private final byte[] kinds;
  private final PackedStrings origins;
  private final int[] originOf;
  private final long[] rowOf;
  private final long[] digests;

  /** End of each review's words in {@link #numbers}, exclusive. */
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

  /** Builds a block from rows. */
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
        TextDigest digest = TextDigest.of(review.text());
        digests.add(digest.high());
        digests.add(digest.low());
      } else if (row instanceof UnlabeledReview review) {
        add(row, UNLABELED, review.text());
        // Duplicates of unlabeled reviews are not counted.
        digests.add(0);
        digests.add(0);
      } else {
        bad.add((BadRow) row);
      }
    }

    private void add(SourceRow row, int kind, String text) {
      kinds.write(kind);
      // Consecutive rows usually have the same origin, so each one is stored once.
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

  /** Returns the blocks of a partition's rows; they are built lazily. */
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

  /** Returns the indices in this block of a split's labeled reviews. */
  IntStream of(Split split) {
    return IntStream.range(0, kinds.length).filter(review -> kinds[review] >> 1 == split.ordinal());
  }

  private IntStream unlabeled() {
    return IntStream.range(0, kinds.length).filter(review -> kinds[review] == UNLABELED);
  }

  /** Returns the number of unlabeled reviews. */
  long unlabeledCount() {
    return unlabeled().count();
  }

  List<BadRow> bad() {
    return bad;
  }

  /** Returns the label of a labeled review: 0 (negative) or 1 (positive). */
  int label(int review) {
    return kinds[review] & 1;
  }

  /** Returns a review's key, which sorts by origin and row. */
  String key(int review) {
    return BadRows.key(origins.get(originOf[review]), rowOf[review]);
  }

  TextDigest digest(int review) {
    return new TextDigest(digests[2 * review], digests[2 * review + 1]);
  }

  /** Returns the number of words of a review. */
  int length(int review) {
    return ends[review] - begin(review);
  }

  private int begin(int review) {
    return review == 0 ? 0 : ends[review - 1];
  }

  /** Returns a review's words as indices into the block's word list. */
  int[] words(int review) {
    return numbers.range(begin(review), ends[review]);
  }

  /** Adds the frequency of each word in a split's reviews to {@code counts}. */
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
   * Returns the distinct ids of each review that pretrained word vectors are computed from, with
   * the review's key: training reviews and unlabeled reviews.
   */
  Iterator<Tuple2<String, int[]>> texts(Vocabulary vocabulary) {
    int[] ids = ids(vocabulary);
    return IntStream.concat(of(Split.TRAIN), unlabeled())
        .mapToObj(review -> new Tuple2<>(key(review), distinct(words(review), ids)))
        .iterator();
  }

  private static int[] distinct(int[] words, int[] ids) {
    return IntStream.of(words).map(number -> ids[number]).sorted().distinct().toArray();
  }

  /** Returns the vocabulary's id of each word in the block's word list. */
  int[] ids(Vocabulary vocabulary) {
    int[] ids = new int[words.size()];
    for (int number = 0; number < ids.length; number++) {
      ids[number] = vocabulary.id(words.get(number));
    }
    return ids;
  }
}
