package io.sparkrnn.workload.sentiment;

import io.sparkrnn.data.BadRow;
import io.sparkrnn.data.Review;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.Split;
import io.sparkrnn.data.UnlabeledReview;
import io.sparkrnn.text.Tokenizer;
import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.workload.BadRows;
import io.sparkrnn.workload.TextClasses;
import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** Part of the data that a review belongs to. */
  enum Part {
    TRAIN,
    TEST,
    UNLABELED;

    static Part of(Split split) {
      return split == Split.TRAIN ? TRAIN : TEST;
    }
  }

  /** Kind of an unlabeled review; the kind of each review is the ordinal number of its part. */
  private static final byte UNLABELED = (byte) Part.UNLABELED.ordinal();

  /** Kind of a labeled review that is left out, since its label is none of the classes. */
  private static final byte LEFT_OUT = (byte) (UNLABELED + 1);

  private final byte[] kinds;

  /** Number of each review's label in {@link #names}; 0 for unlabeled ones. */
  private final PackedNumbers labels;

  private final PackedStrings names;

  /** Index of the class of each of {@link #names}; empty until {@link #classified}. */
  private final int[] classes;

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
    labels = new PackedNumbers(reading.labels.build().toArray());
    names = new PackedStrings(reading.names.keySet());
    classes = new int[0];
    origins = new PackedStrings(reading.origins);
    originOf = reading.originOf.build().toArray();
    rowOf = reading.rowOf.build().toArray();
    digests = reading.digests.build().toArray();
    ends = reading.ends.build().toArray();
    numbers = new PackedNumbers(reading.numbers.build().toArray());
    words = new PackedStrings(reading.words.keySet());
    bad = reading.bad;
  }

  /** Creates a block of the same reviews with classes. */
  private ReviewBlock(ReviewBlock block, byte[] kinds, int[] classes) {
    this.kinds = kinds;
    this.classes = classes;
    labels = block.labels;
    names = block.names;
    origins = block.origins;
    originOf = block.originOf;
    rowOf = block.rowOf;
    digests = block.digests;
    ends = block.ends;
    numbers = block.numbers;
    words = block.words;
    bad = block.bad;
  }

  /** Builds a block from rows. */
  private static final class Reading {
    private final Tokenizer tokenizer;
    private final ByteArrayOutputStream kinds = new ByteArrayOutputStream();
    private final IntStream.Builder labels = IntStream.builder();
    private final Map<String, Integer> names = new LinkedHashMap<>();
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
        labels.add(numberOf(review.label(), names));
        add(row, Part.of(review.split()).ordinal(), review.text());
        TextDigest digest = TextDigest.of(review.text());
        digests.add(digest.high());
        digests.add(digest.low());
      } else if (row instanceof UnlabeledReview review) {
        labels.add(0);
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
        numbers.add(numberOf(word, words));
        length++;
      }
      ends.add(length);
    }

    private static int numberOf(String text, Map<String, Integer> all) {
      Integer next = all.size();
      Integer known = all.putIfAbsent(text, next);
      return known == null ? next : known;
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
    return of(Part.of(split));
  }

  /** Returns the indices in this block of a part's reviews. */
  IntStream of(Part part) {
    return IntStream.range(0, kinds.length).filter(review -> kinds[review] == part.ordinal());
  }

  /** Returns the different labels of a split's reviews. */
  Set<String> labels(Split split) {
    Set<String> found = new LinkedHashSet<>();
    of(split).map(labels::get).distinct().forEach(number -> found.add(names.get(number)));
    return found;
  }

  /**
   * Returns this block with the class of each review. Reviews whose label is none of the classes
   * are left out.
   */
  ReviewBlock classified(TextClasses all) {
    int[] indices = indices(all);
    byte[] kept = kinds.clone();
    for (int review = 0; review < kept.length; review++) {
      if (isUnknown(review, indices)) {
        kept[review] = LEFT_OUT;
      }
    }
    return new ReviewBlock(this, kept, indices);
  }

  /** Returns the reviews whose label is none of the classes, as bad rows. */
  Iterator<BadRow> unknown(TextClasses all) {
    int[] indices = indices(all);
    return IntStream.range(0, kinds.length)
        .filter(review -> isUnknown(review, indices))
        .mapToObj(
            review ->
                new BadRow(
                    origins.get(originOf[review]),
                    rowOf[review],
                    "has the label '%s', expected a class of the training reviews: %s"
                        .formatted(
                            names.get(labels.get(review)), TextClasses.shown(all.names(), 10))))
        .iterator();
  }

  private boolean isUnknown(int review, int[] indices) {
    return kinds[review] < UNLABELED && indices[labels.get(review)] < 0;
  }

  /** Returns the index of the class of each of {@link #names}; -1 for labels of none. */
  private int[] indices(TextClasses all) {
    // The labels of two classes are their indices; see Review.
    List<String> known = all.isBinary() ? List.of("0", "1") : all.names();
    Map<String, Integer> byName = new HashMap<>();
    for (int index = 0; index < known.size(); index++) {
      byName.put(known.get(index), index);
    }
    return IntStream.range(0, names.size())
        .map(number -> byName.getOrDefault(names.get(number), -1))
        .toArray();
  }

  /** Returns the number of unlabeled reviews. */
  long unlabeledCount() {
    return of(Part.UNLABELED).count();
  }

  List<BadRow> bad() {
    return bad;
  }

  /**
   * Returns the index of a review's class, once the block is {@link #classified}; 0 for unlabeled
   * ones.
   */
  int label(int review) {
    return kinds[review] == UNLABELED ? 0 : classes[labels.get(review)];
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
    return IntStream.concat(of(Split.TRAIN), of(Part.UNLABELED))
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
