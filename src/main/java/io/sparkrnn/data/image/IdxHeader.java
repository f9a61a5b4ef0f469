package io.sparkrnn.data.image;

import io.sparkrnn.data.Gzip;
import io.sparkrnn.data.InputFile;
import io.sparkrnn.data.Inputs;
import io.sparkrnn.error.BadDataException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/**
 * The head of an IDX file, the format of MNIST (LeCun, Cortes and Burges): two zero bytes, a byte
 * for the type of the values, one for the number of dimensions, and each dimension as a big-endian
 * integer of four bytes. What it claims is checked before anything is allocated by it.
 *
 * @param file it is of
 * @param dimensions the first counts the items
 */
record IdxHeader(InputFile file, List<Integer> dimensions) implements Serializable {

  /** An unsigned byte, the one type that is read. */
  private static final int UNSIGNED_BYTE = 0x08;

  private static final Map<Integer, String> TYPES =
      Map.of(
          UNSIGNED_BYTE,
          "unsigned byte",
          0x09,
          "signed byte",
          0x0B,
          "short",
          0x0C,
          "int",
          0x0D,
          "float",
          0x0E,
          "double");

  /** More items than a data set of small images has. */
  private static final int MOST_ITEMS = 100_000_000;

  /** Pixels of an image: its principal components need a square of that many numbers. */
  static final int MOST_PIXELS = 4_096;

  /** The most that deflate can shrink, see zlib's technical details. */
  private static final long BEST_COMPRESSION = 1_032;

  IdxHeader {
    dimensions = List.copyOf(dimensions);
  }

  /** Of a file of images: three dimensions. */
  static IdxHeader ofImages(InputFile file, Configuration hadoop) {
    return read(file, "images", 3, hadoop);
  }

  /** Of a file of labels: one dimension. */
  static IdxHeader ofLabels(InputFile file, Configuration hadoop) {
    return read(file, "labels", 1, hadoop);
  }

  private static IdxHeader read(InputFile file, String what, int dimensions, Configuration hadoop) {
    try (DataInputStream in = new DataInputStream(unzipped(file, hadoop))) {
      int[] magic = {
        in.readUnsignedByte(), in.readUnsignedByte(), in.readUnsignedByte(), in.readUnsignedByte()
      };
      requireMagic(file, what, dimensions, magic);
      Integer[] sizes = new Integer[dimensions];
      for (int i = 0; i < dimensions; i++) {
        sizes[i] = in.readInt();
      }
      IdxHeader header = new IdxHeader(file, Arrays.asList(sizes));
      header.requireSound(what);
      return header;
    } catch (IOException e) {
      throw new BadDataException(
          "%s: cannot read the header of an IDX file of %s: %s"
              .formatted(file.path(), what, Inputs.reason(e)),
          e);
    }
  }

  private static void requireMagic(InputFile file, String what, int dimensions, int[] magic) {
    if (magic[0] != 0 || magic[1] != 0 || !TYPES.containsKey(magic[2])) {
      throw new BadDataException(
          "%s is no IDX file: it begins with %s, expected %s for %s; is it the file it should be?"
              .formatted(file.path(), hex(magic), hex(0, 0, UNSIGNED_BYTE, dimensions), what));
    }
    if (magic[2] != UNSIGNED_BYTE) {
      throw new BadDataException(
          "%s holds values of the type %s (%02x), expected %s (%02x)"
              .formatted(
                  file.path(),
                  TYPES.get(magic[2]),
                  magic[2],
                  TYPES.get(UNSIGNED_BYTE),
                  UNSIGNED_BYTE));
    }
    if (magic[3] != dimensions) {
      throw new BadDataException(
          "%s has %d dimensions, expected the %d of a file of %s"
              .formatted(file.path(), magic[3], dimensions, what));
    }
  }

  private static String hex(int... bytes) {
    byte[] all = new byte[bytes.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) bytes[i];
    }
    return HexFormat.ofDelimiter(" ").formatHex(all);
  }

  private void requireSound(String what) {
    if (count() < 0 || count() > MOST_ITEMS) {
      throw new BadDataException(
          "%s claims %d %s, expected 0 to %,d".formatted(file.path(), count(), what, MOST_ITEMS));
    }
    List<Integer> sides = dimensions.subList(1, dimensions.size());
    if (sides.stream().anyMatch(side -> side < 1 || side > MOST_PIXELS)
        || itemLength() > MOST_PIXELS) {
      throw new BadDataException(
          "%s claims images of %s pixels, expected 1 to %,d of them in each"
              .formatted(
                  file.path(),
                  sides.stream().map(String::valueOf).collect(Collectors.joining(" x ")),
                  MOST_PIXELS));
    }
    long bytes = bytes();
    if (isZipped() ? file.length() < bytes / BEST_COMPRESSION : file.length() != bytes) {
      throw new BadDataException(
          "%s has %,d bytes, but its header claims %,d %s, which take %,d%s; is it cut off?"
              .formatted(
                  file.path(), file.length(), count(), what, bytes, isZipped() ? " unzipped" : ""));
    }
  }

  int count() {
    return dimensions.get(0);
  }

  /** Of an image. */
  ImageSize imageSize() {
    return new ImageSize(dimensions.get(1), dimensions.get(2));
  }

  /** Bytes of an item. */
  long itemLength() {
    return dimensions.stream().skip(1).mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
  }

  /** Bytes of the head itself. */
  private int length() {
    return Integer.BYTES * (1 + dimensions.size());
  }

  private long bytes() {
    return length() + count() * itemLength();
  }

  private boolean isZipped() {
    return isZipped(file);
  }

  private static boolean isZipped(InputFile file) {
    return file.name().endsWith(".gz");
  }

  private static InputStream unzipped(InputFile file, Configuration hadoop) throws IOException {
    InputStream in = Inputs.open(file.path(), hadoop);
    return isZipped(file) ? Gzip.open(file.path(), in) : new BufferedInputStream(in, 1 << 16);
  }

  /** The file, at its first item. */
  InputStream open(Configuration hadoop) throws IOException {
    InputStream in = unzipped(file, hadoop);
    in.skipNBytes(length());
    return in;
  }
}
