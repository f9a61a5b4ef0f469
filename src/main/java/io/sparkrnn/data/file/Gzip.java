package io.sparkrnn.data.file;

import io.sparkrnn.error.BadDataException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Opens gzip streams with one or more members. */
public final class Gzip {

  private static final byte[] MAGIC = {0x1f, (byte) 0x8b};

  private Gzip() {}

  /**
   * Returns the decompressed stream; closing it closes {@code in}.
   *
   * @param path the path of the file, for messages
   * @throws BadDataException if the file does not begin with gzip's magic number
   */
  public static InputStream open(String path, InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
    buffered.mark(MAGIC.length);
    byte[] magic = buffered.readNBytes(MAGIC.length);
    buffered.reset();
    if (!Arrays.equals(magic, MAGIC)) {
      buffered.close();
      throw new BadDataException(
          ("%s is not a gzip file: it begins with %s, expected 1f 8b; download it again, or rename"
                  + " it to match its format")
              .formatted(
                  path,
                  magic.length == 0
                      ? "nothing, it is empty"
                      : HexFormat.ofDelimiter(" ").formatHex(magic)));
    }
    return new GzipCompressorInputStream(buffered, true);
  }
}
