package io.sparkrnn.data.file;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;

/** Fingerprint of an input: its kind and a SHA-256 of everything on which its rows depend. */
public final class Fingerprint {

  /** Version of the readers; incremented when the same input yields different rows than before. */
  private static final int READING = 1;

  private final String kind;
  private final MessageDigest digest = DigestUtils.getSha256Digest();

  /**
   * Creates a fingerprint that covers no values yet.
   *
   * @param kind the kind of source, which prefixes the text of the fingerprint
   */
  public Fingerprint(String kind) {
    this.kind = kind;
    with("reading", READING);
  }

  /** Adds a value under a name. */
  public Fingerprint with(String name, Object value) {
    // The length distinguishes ("a", "bc") from ("ab", "c").
    String text = value.toString();
    digest.update(
        "%s %d:%s\n".formatted(name, text.length(), text).getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Adds raw bytes, such as the content of a file. */
  public Fingerprint with(byte[] content) {
    digest.update(content);
    return this;
  }

  /** Adds files by their paths, lengths and modification times. */
  public Fingerprint with(List<InputFile> files) {
    files.forEach(file -> with("file", file));
    return this;
  }

  /** Returns the kind and the digest in hex; the fingerprint must not be used afterwards. */
  public String text() {
    return kind + ":" + HexFormat.of().formatHex(digest.digest());
  }
}
