package io.sparkrnn.train;

import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.ExampleCodec;
import java.io.Serializable;

/**
 * Block of examples of one shard in a fixed order: the unit in which examples are kept in memory or
 * on disk, and read. It holds their rows in one array, so that reading it creates few objects.
 */
final class ExampleBlock implements Serializable {

  private static final long serialVersionUID = 1L;

  private final byte[] rows;

  /** End of each row, exclusive. */
  private final int[] ends;

  private ExampleBlock(byte[] rows, int[] ends) {
    this.rows = rows;
    this.ends = ends;
  }

  /**
   * Creates a block of rows, see {@link ExampleCodec}.
   *
   * @throws IllegalArgumentException if they have more than 2 GiB
   */
  static ExampleBlock of(byte[][] rows) {
    long size = 0;
    for (byte[] row : rows) {
      size += row.length;
    }
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "%,d examples have %,d bytes, more than a block can hold; lower data.shuffle-window"
              .formatted(rows.length, size));
    }
    byte[] all = new byte[(int) size];
    int[] ends = new int[rows.length];
    int end = 0;
    for (int position = 0; position < rows.length; position++) {
      byte[] row = rows[position];
      System.arraycopy(row, 0, all, end, row.length);
      end += row.length;
      ends[position] = end;
    }
    return new ExampleBlock(all, ends);
  }

  /** Returns the number of examples. */
  int size() {
    return ends.length;
  }

  /** Returns the index of the example at a position, counted from 0. */
  long index(int position) {
    return ExampleCodec.index(rows, begin(position));
  }

  /** Returns the example at a position, counted from 0. */
  Example example(int position, ExampleCodec codec) {
    return codec.decode(rows, begin(position));
  }

  private int begin(int position) {
    return position == 0 ? 0 : ends[position - 1];
  }
}
