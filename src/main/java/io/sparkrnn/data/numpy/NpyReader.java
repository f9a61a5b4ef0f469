package io.sparkrnn.data.numpy;

import io.sparkrnn.error.BadDataException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the two kinds of .npy arrays in Keras's text data sets: integers and lists of integers. */
public final class NpyReader {

  private static final Pattern INTEGER_TYPE = Pattern.compile("([<>|=])([iub])([1248])");

  /** Maximum number of labels; Keras's arrays have 25,000. */
  private static final int LONGEST = 20_000_000;

  /** Maximum number of items of all lists together; Keras's largest array has 6 million. */
  private static final int MOST_ITEMS = 1 << 27;

  private NpyReader() {}

  /**
   * Reads a one-dimensional array of integers or booleans of any width and byte order.
   *
   * @param where the path of the array, for messages
   * @throws BadDataException if it is another kind of array
   * @throws IOException if the stream fails or ends early
   */
  public static long[] integers(InputStream in, String where) throws IOException {
    NpyHeader header = NpyHeader.read(in, where);
    Matcher type = INTEGER_TYPE.matcher(header.type());
    if (!type.matches()) {
      throw new BadDataException(
          "%s holds values of type '%s', expected integers such as '<i8'"
              .formatted(where, header.type()));
    }
    int width = Integer.parseInt(type.group(3));
    boolean signed = type.group(2).equals("i");
    if (header.length() > LONGEST) {
      throw new BadDataException(
          "%s claims %d values, expected labels of at most %d reviews"
              .formatted(where, header.length(), LONGEST));
    }
    long bytes = (long) width * header.length();
    // readNBytes allocates only for bytes that it reads, so a wrong length costs no memory.
    byte[] data = in.readNBytes((int) bytes);
    if (data.length < bytes) {
      throw new EOFException("%s ends after %d of %d bytes".formatted(where, data.length, bytes));
    }
    ByteBuffer buffer =
        ByteBuffer.wrap(data)
            .order(type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    long[] values = new long[header.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(buffer, width, signed);
    }
    return values;
  }

  /**
   * Reads a one-dimensional array of objects that are lists of integers. No code of the pickle is
   * executed: only the operations that NumPy writes for such an array are interpreted.
   *
   * @param where the path of the array, for messages
   * @throws BadDataException if it is another kind of array, or its pickle uses other operations
   * @throws IOException if the stream fails or ends early
   */
  public static int[][] integerLists(InputStream in, String where) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
    NpyHeader header = NpyHeader.read(buffered, where);
    if (!header.type().equals("|O") && !header.type().equals("O")) {
      throw new BadDataException(
          "%s holds values of type '%s', expected objects ('|O') that are lists of word ranks"
              .formatted(where, header.type()));
    }
    PickledList elements = new PickleReader(buffered, where).array();
    if (elements.size() != header.length()) {
      throw new BadDataException(
          "%s holds %d lists, its header says %d"
              .formatted(where, elements.size(), header.length()));
    }
    int[][] lists = new int[elements.size()][];
    long items = 0;
    for (int i = 0; i < lists.length; i++) {
      if (!(elements.item(i) instanceof PickledList list) || !list.holdsInts()) {
        throw new BadDataException(
            "element %d of %s is not a list of 32-bit integers".formatted(i, where));
      }
      // A small pickle can refer to one long list many times.
      items += list.size();
      if (items > MOST_ITEMS) {
        throw new BadDataException(
            "%s holds more than %d word ranks; split the file, or store its reviews as a table"
                .formatted(where, MOST_ITEMS));
      }
      lists[i] = list.toInts();
    }
    return lists;
  }

  private static long value(ByteBuffer buffer, int width, boolean signed) {
    return switch (width) {
      case 1 -> signed ? buffer.get() : Byte.toUnsignedLong(buffer.get());
      case 2 -> signed ? buffer.getShort() : Short.toUnsignedLong(buffer.getShort());
      case 4 -> signed ? buffer.getInt() : Integer.toUnsignedLong(buffer.getInt());
      default -> buffer.getLong();
    };
  }
}
