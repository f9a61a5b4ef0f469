package io.sparkrnn.data;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A source's kind and a SHA-256 over all that decides its rows. */
public final class Fingerprint {

  /** Raised whenever the same input would be read to other rows than before. */
  private static final int READING = 1;

  private final String kind;
  private final MessageDigest digest = sha256();

  /**
   * A fingerprint with nothing in it yet.
   *
   * @param kind of source
   */
  public Fingerprint(String kind) {
    this.kind = kind;
    with("reading", READING);
  }

  /** Adds a value and what it is called. */
  public Fingerprint with(String name, Object value) {
    // Lengths keep ("a", "bc") and ("ab", "c") apart.
    String text = value.toString();
    digest.update(
        "%s %d:%s\n".formatted(name, text.length(), text).getBytes(StandardCharsets.UTF_8));
    return this;
  }

  Fingerprint with(byte[] content) {
    digest.update(content);
    return this;
  }

  /** Adds files: their paths, lengths and times. */
  public Fingerprint with(List<InputFile> files) {
    files.forEach(file -> with("file", file));
    return this;
  }

  /** The fingerprint; this object is then used up. */
  public String text() {
    return kind + ":" + HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
