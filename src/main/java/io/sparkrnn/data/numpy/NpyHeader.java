package io.sparkrnn.data.numpy;

import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.MessageText;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Header of a .npy file with a one-dimensional array, format versions 1 to 3 (NumPy, "A simple file
 * format for numpy arrays").
 *
 * @param type NumPy's type string, such as {@code <i8} or {@code |O}
 * @param length number of elements
 */
record NpyHeader(String type, int length) {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** Maximum size of the header, in bytes. */
  private static final int LONGEST = 1 << 16;

  private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");
  private static final Pattern ONE_DIMENSION = Pattern.compile("\\s*(\\d{1,9})L?\\s*,\\s*");

  /**
   * Reads the header and leaves the stream at the first byte of the array.
   *
   * @param where the path of the array, for messages
   */
  static NpyHeader read(InputStream in, String where) throws IOException {
    byte[] magic = in.readNBytes(MAGIC.length);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new BadDataException(where + " is not a .npy array: it does not begin with \\x93NUMPY");
    }
    int major = one(in);
    int minor = one(in);
    if (major < 1 || major > 3) {
      throw new BadDataException(
          "%s is .npy version %d.%d, expected 1 to 3".formatted(where, major, minor));
    }
    long size = littleEndian(in, major == 1 ? 2 : 4);
    if (size > LONGEST) {
      throw new BadDataException(
          "%s has a .npy header of %d bytes, more than %d: the file is damaged"
              .formatted(where, size, LONGEST));
    }
    byte[] bytes = in.readNBytes((int) size);
    if (bytes.length < size) {
      throw new EOFException(where + " ends within its header");
    }
    return parse(
        new String(bytes, major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1),
        where);
  }

  private static NpyHeader parse(String header, String where) {
    Matcher type = TYPE.matcher(header);
    Matcher shape = SHAPE.matcher(header);
    if (!type.find() || !shape.find()) {
      throw new BadDataException(
          "%s has the .npy header %s, expected a plain 'descr' and a 'shape'"
              .formatted(where, quoted(header)));
    }
    Matcher length = ONE_DIMENSION.matcher(shape.group(1));
    if (!length.matches()) {
      throw new BadDataException(
          "%s has shape (%s), expected one dimension".formatted(where, quoted(shape.group(1))));
    }
    return new NpyHeader(quoted(type.group(1)), Integer.parseInt(length.group(1)));
  }

  private static String quoted(String text) {
    return MessageText.shortened(text.strip(), 200);
  }

  private static long littleEndian(InputStream in, int bytes) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) one(in) << (8 * i);
    }
    return value;
  }

  private static int one(InputStream in) throws IOException {
    int value = in.read();
    if (value < 0) {
      throw new EOFException("the .npy header ends early");
    }
    return value;
  }
}
