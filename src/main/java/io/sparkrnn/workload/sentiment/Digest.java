package io.sparkrnn.workload.sentiment;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.MurmurHash3;

/** Tells texts apart by 128 bits of their content, which is less to keep and to send. */
record Digest(long high, long low) implements Serializable {

  static Digest of(String text) {
    long[] hash = MurmurHash3.hash128x64(text.getBytes(StandardCharsets.UTF_8));
    return new Digest(hash[0], hash[1]);
  }
}
