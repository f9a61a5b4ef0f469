package io.sparkrnn.data.table;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sparkrnn.error.BadDataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * First bytes of a file that is read as text. They tell other formats, and UTF-16, whose rows would
 * only seem to be malformed.
 */
final class FileHead {

  private static final int LENGTH = 64;

  private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final byte[] LITTLE_ENDIAN_MARK = {(byte) 0xFF, (byte) 0xFE};
  private static final byte[] BIG_ENDIAN_MARK = {(byte) 0xFE, (byte) 0xFF};

  private FileHead() {}

  /** Formats of files that are no text, by their first bytes. */
  private enum Format {
    GZIP("a gzip file", "1f8b", "rename it to end in .gz"),
    ZSTD("a Zstandard file", "28b52ffd", "rename it to end in .zst"),
    BZIP2("a bzip2 file", hex("BZh"), "rename it to end in .bz2"),
    ZIP(
        "a zip file, such as an Excel workbook",
        "504b0304",
        "save the table as CSV, or extract the file"),
    PARQUET(
        "a Parquet file",
        hex("PAR1"),
        "rename it to end in .parquet, or set data.source = parquet"),
    ORC("an ORC file", hex("ORC"), "rename it to end in .orc, or set data.source = orc"),
    AVRO("an Avro file", hex("Obj") + "01", "rename it to end in .avro, or set data.source = avro");

    private final String name;
    private final byte[] magic;
    private final String remedy;

    Format(String name, String magic, String remedy) {
      this.name = name;
      this.magic = HexFormat.of().parseHex(magic);
      this.remedy = remedy;
    }

    private static String hex(String letters) {
      return HexFormat.of().formatHex(letters.getBytes(ISO_8859_1));
    }

    /** Whether a file begins with these bytes and is no text that does, such as the column ORC. */
    private boolean begins(byte[] head) {
      return startsWith(head, magic) && !isPlain(head);
    }
  }

  /**
   * Returns a stream of text after its byte order mark.
   *
   * @param path path of the file, for messages
   * @param charset character set in which it is read
   * @param ifUtf16 what to do if it is UTF-16 instead
   * @throws BadDataException if the file is in another format or is UTF-16 instead
   */
  static InputStream textAfterMark(String path, InputStream in, Charset charset, String ifUtf16)
      throws IOException {
    PushbackInputStream stream = new PushbackInputStream(in, LENGTH);
    byte[] head = begin(stream);
    Optional<String> fault = fault(head, charset, ifUtf16);
    if (fault.isPresent()) {
      stream.close();
      throw new BadDataException("%s %s".formatted(path, fault.get()));
    }
    int mark = markLength(head, charset);
    stream.unread(head, mark, head.length - mark);
    return stream;
  }

  /** Reads byte by byte, since Hadoop's bzip2 fails on a read that does not fill an array. */
  private static byte[] begin(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream(LENGTH);
    int next = in.read();
    while (next >= 0) {
      head.write(next);
      next = head.size() < LENGTH ? in.read() : -1;
    }
    return head.toByteArray();
  }

  private static Optional<String> fault(byte[] head, Charset charset, String ifUtf16) {
    for (Format format : Format.values()) {
      if (format.begins(head)) {
        return Optional.of(
            "is %s (it begins with %s), expected text; %s"
                .formatted(format.name, shown(format.magic), format.remedy));
      }
    }
    for (byte[] mark : List.of(LITTLE_ENDIAN_MARK, BIG_ENDIAN_MARK)) {
      if (startsWith(head, mark) && charset.equals(UTF_8)) {
        return Optional.of(
            "is UTF-16 (it begins with the byte order mark %s), expected UTF-8; %s"
                .formatted(shown(mark), ifUtf16));
      }
    }
    return Optional.empty();
  }

  /** Returns the length of the byte order mark; 0 for UTF-16, whose decoder reads it. */
  private static int markLength(byte[] head, Charset charset) {
    byte[] mark =
        charset.equals(UTF_16LE)
            ? LITTLE_ENDIAN_MARK
            : charset.equals(UTF_16BE) ? BIG_ENDIAN_MARK : UTF_8_MARK;
    return startsWith(head, mark) ? mark.length : 0;
  }

  /** Whether bytes have no control characters but those of text. */
  private static boolean isPlain(byte[] head) {
    for (byte one : head) {
      if (one >= 0 && one < ' ' && one != '\t' && one != '\n' && one != '\r') {
        return false;
      }
    }
    return true;
  }

  private static boolean startsWith(byte[] head, byte[] bytes) {
    return head.length >= bytes.length
        && Arrays.equals(head, 0, bytes.length, bytes, 0, bytes.length);
  }

  private static String shown(byte[] bytes) {
    return HexFormat.ofDelimiter(" ").formatHex(bytes);
  }
}
