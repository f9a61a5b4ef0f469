package io.sparkrnn.train;

import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.ExampleCodec;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Block of examples of one shard in a fixed order: the unit in which examples are kept in memory or
 * on disk, and read. It holds their rows in a few large arrays, so that reading it creates few
 * objects.
 */
final class ExampleBlock implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * Bytes of a page that holds more than one row. G1 gives an object of half a region or more
   * regions of its own, and reclaims them late; a region has at least 1 MiB.
   */
  private static final int PAGE = 256 << 10;

  /** Rows one after the other; none begins in one page and ends in the next. */
  private final byte[][] pages;

  /** Number of rows up to the end of each page. */
  private final int[] ends;

  /** Begin of each row within its page. */
  private final int[] begins;

  private ExampleBlock(byte[][] pages, int[] ends, int[] begins) {
    this.pages = pages;
    this.ends = ends;
    this.begins = begins;
  }

  /** Creates a block of rows, see {@link ExampleCodec}. */
  static ExampleBlock of(byte[][] rows) {
    byte[][] pages = new byte[rows.length][];
    int[] ends = new int[rows.length];
    int[] begins = new int[rows.length];
    int count = 0;
    for (int first = 0; first < rows.length; first = ends[count++]) {
      int end = first;
      int size = 0;
      do {
        begins[end] = size;
        size += rows[end++].length;
      } while (end < rows.length && rows[end].length <= PAGE - size);
      pages[count] = new byte[size];
      for (int row = first; row < end; row++) {
        System.arraycopy(rows[row], 0, pages[count], begins[row], rows[row].length);
      }
      ends[count] = end;
    }
    return new ExampleBlock(Arrays.copyOf(pages, count), Arrays.copyOf(ends, count), begins);
  }

  /** Returns the number of examples. */
  int size() {
    return begins.length;
  }

  /** Returns the index of the example at a position, counted from 0. */
  long index(int position) {
    return ExampleCodec.index(page(position), begins[position]);
  }

  /** Returns the example at a position, counted from 0. */
  Example example(int position, ExampleCodec codec) {
    return codec.decode(page(position), begins[position]);
  }

  private byte[] page(int position) {
    int found = Arrays.binarySearch(ends, position + 1);
    return pages[found < 0 ? -found - 1 : found];
  }
}
