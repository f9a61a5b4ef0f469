package io.sparkrnn.store;

import org.apache.commons.codec.digest.DigestUtils;

/** SHA-256 checksums as lower-case hexadecimal digits. */
public final class Checksums {

  private Checksums() {}

  /** Returns the SHA-256 of an array. */
  public static String sha256(byte[] content) {
    return DigestUtils.sha256Hex(content);
  }

  /** Returns the SHA-256 of a text in UTF-8. */
  public static String sha256(String text) {
    return DigestUtils.sha256Hex(text);
  }
}
