package io.sparkrnn.nn;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Hash of a network's parameters. */
public final class ParameterHash {

  private static final int CHUNK = 1 << 16;

  private ParameterHash() {}

  /**
   * Returns the SHA-256 of the parameters as lower-case hexadecimal digits. It covers every value
   * as a big-endian IEEE 754 float in DL4J's flattened order, which is the payload of {@code
   * coefficients.bin} in a saved model.
   */
  public static String sha256(MultiLayerNetwork network) {
    MessageDigest digest = DigestUtils.getSha256Digest();
    INDArray flat = network.params();
    DataBuffer data = flat.data();
    long offset = flat.offset();
    long length = flat.length();
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES);
    for (long start = 0; start < length; start += CHUNK) {
      chunk.clear();
      long end = Math.min(length, start + CHUNK);
      for (long i = start; i < end; i++) {
        chunk.putFloat(data.getFloat(offset + i));
      }
      digest.update(chunk.array(), 0, chunk.position());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
