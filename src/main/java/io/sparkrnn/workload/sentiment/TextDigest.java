package io.sparkrnn.workload.sentiment;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.MurmurHash3;

/** 128-bit hash (MurmurHash3) of a text, which identifies it at less memory and network traffic. */
record TextDigest(long high, long low) implements Serializable {

  static TextDigest of(String text) {
    long[] hash = MurmurHash3.hash128x64(text.getBytes(StandardCharsets.UTF_8));
    return new TextDigest(hash[0], hash[1]);
  }
}
