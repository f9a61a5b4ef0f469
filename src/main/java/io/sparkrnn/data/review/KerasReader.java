package io.sparkrnn.data.review;

import io.sparkrnn.data.BadRow;
import io.sparkrnn.data.Review;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.Split;
import io.sparkrnn.data.numpy.NumpyRandom;
import io.sparkrnn.data.table.RowReader;
import io.sparkrnn.error.BadDataException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Reads the reviews of an npz file, training reviews first, each split in the shuffled order of
 * {@code keras.datasets.imdb.load_data()}.
 */
final class KerasReader implements RowReader {

  /** Maximum length of a review, in characters; equal to the limit for a table's fields. */
  private static final int LONGEST = 10 << 20;

  /** Default seed of {@code load_data}. */
  private static final int SEED = 113;

  private final String name;
  private final KerasArrays arrays;
  private final IntFunction<Optional<String>> words;
  // Keras shuffles both splits with one generator, the training reviews first.
  private final NumpyRandom random = new NumpyRandom(SEED);
  private Split split = Split.TRAIN;
  private int[] order;
  private int position;

  /**
   * Creates a reader.
   *
   * @param name the name of the file, with which origins begin
   * @param words returns the word of a rank, or empty if the rank has none
   */
  KerasReader(String name, KerasArrays arrays, IntFunction<Optional<String>> words) {
    this.name = name;
    this.arrays = arrays;
    this.words = words;
    order = random.shuffledIndices(arrays.part(split).ranks().length);
  }

  @Override
  public Optional<SourceRow> next() {
    if (position == order.length && split == Split.TRAIN) {
      split = Split.TEST;
      order = random.shuffledIndices(arrays.part(split).ranks().length);
      position = 0;
    }
    if (position == order.length) {
      return Optional.empty();
    }
    int index = order[position];
    position++;
    return Optional.of(row(arrays.part(split), index));
  }

  private SourceRow row(KerasArrays.SplitArrays part, int index) {
    String origin = name + "#x_" + KerasArrays.suffix(split);
    int[] ranks = part.ranks()[index];
    long label = part.labels()[index];
    if (label != 0 && label != 1) {
      return bad(origin, index, "has label %d, expected 0 or 1".formatted(label));
    }
    if (ranks.length == 0) {
      return bad(origin, index, "is empty, expected a review's word ranks");
    }
    StringBuilder text = new StringBuilder();
    for (int rank : ranks) {
      Optional<String> word = rank < 1 ? Optional.empty() : words.apply(rank);
      if (word.isEmpty()) {
        return bad(
            origin,
            index,
            rank < 1
                ? "holds word rank %d, expected ranks from 1".formatted(rank)
                : "holds word rank %d, which the word index does not have".formatted(rank));
      }
      text.append(text.isEmpty() ? "" : " ").append(word.get());
      if (text.length() > LONGEST) {
        return bad(
            origin, index, "is longer than %d characters, expected one review".formatted(LONGEST));
      }
    }
    return new Review(split, origin, position, (int) label, text.toString());
  }

  private BadRow bad(String origin, int index, String reason) {
    return new BadRow(origin, position, "%s (element %d as stored)".formatted(reason, index));
  }

  @Override
  public BadDataException broken(IOException cause) {
    return new BadDataException("%s cannot be read".formatted(name), cause);
  }

  @Override
  public void close() {}
}
