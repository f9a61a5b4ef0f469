package io.sparkrnn.data.image;

import io.sparkrnn.data.file.Gzip;
import io.sparkrnn.data.file.InputFile;
import io.sparkrnn.data.file.InputFiles;
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
 * Header of an IDX file, the format of MNIST (LeCun, Cortes and Burges): two zero bytes, one byte
 * for the type of the values, one for the number of dimensions, and each dimension as a big-endian
 * 4-byte integer. The sizes are checked before memory is allocated by them.
 *
 * @param file the file
 * @param dimensions the number of items, then the dimensions of each item
 */
record IdxHeader(InputFile file, List<Integer> dimensions) implements Serializable {

  /** Type code of unsigned bytes, the only supported type. */
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

  /** Maximum number of items of a file. */
  private static final int MOST_ITEMS = 100_000_000;

  /** Maximum number of pixels of an image; principal components need a matrix of its square. */
  static final int MOST_PIXELS = 4_096;

  /** Maximum compression ratio of deflate, according to zlib's technical details. */
  private static final long BEST_COMPRESSION = 1_032;

  IdxHeader {
    dimensions = List.copyOf(dimensions);
  }

  /**
   * Reads the header of a file of images, which has three dimensions.
   *
   * @throws BadDataException if the file is not a valid IDX file of images
   */
  static IdxHeader ofImages(InputFile file, Configuration hadoop) {
    return read(file, "images", 3, hadoop);
  }

  /**
   * Reads the header of a file of labels, which has one dimension.
   *
   * @throws BadDataException if the file is not a valid IDX file of labels
   */
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
      header.requireValidSizes(what);
      return header;
    } catch (IOException e) {
      throw new BadDataException(
          "%s: cannot read the header of an IDX file of %s: %s"
              .formatted(file.path(), what, InputFiles.reason(e)),
          e);
    }
  }

  private static void requireMagic(InputFile file, String what, int dimensions, int[] magic) {
    if (magic[0] != 0 || magic[1] != 0 || !TYPES.containsKey(magic[2])) {
      throw new BadDataException(
          "%s is not an IDX file: it begins with %s, expected %s for %s; check the path"
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

  private void requireValidSizes(String what) {
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
          "%s has %,d bytes, but its header claims %,d %s, which take %,d%s; is it truncated?"
              .formatted(
                  file.path(), file.length(), count(), what, bytes, isZipped() ? " unzipped" : ""));
    }
  }

  /** Number of items. */
  int count() {
    return dimensions.get(0);
  }

  /** Size of the images; for a file of images only. */
  ImageSize imageSize() {
    return new ImageSize(dimensions.get(1), dimensions.get(2));
  }

  /** Size of an item, in bytes. */
  long itemLength() {
    return dimensions.stream().skip(1).mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
  }

  /** Size of the header itself, in bytes. */
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
    InputStream in = InputFiles.open(file.path(), hadoop);
    return isZipped(file) ? Gzip.open(file.path(), in) : new BufferedInputStream(in, 1 << 16);
  }

  /** Opens the decompressed file at its first item. */
  InputStream open(Configuration hadoop) throws IOException {
    InputStream in = unzipped(file, hadoop);
    in.skipNBytes(length());
    return in;
  }
}
