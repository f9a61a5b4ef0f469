package io.sparkrnn.data.file;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Decodes UTF-8 strictly: malformed input is reported instead of silently replaced. */
public final class Utf8 {

  /**
   * Marks malformed bytes in text that is parsed into rows after decoding; an unpaired surrogate,
   * which valid UTF-8 never decodes to.
   */
  static final char BROKEN = '\uD800';

  private Utf8() {}

  /**
   * Result of decoding.
   *
   * @param text the text; empty if the bytes are malformed
   * @param fault why the bytes are malformed; empty if they are not
   */
  public record Decoded(String text, Optional<String> fault) {}

  /** Decodes bytes. */
  public static Decoded decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    if (result.isError()) {
      return new Decoded(
          "",
          Optional.of(
              "is not UTF-8: byte 0x%02X at position %d; convert the input to UTF-8"
                  .formatted(bytes[in.position()], in.position() + 1)));
    }
    return new Decoded(out.flip().toString(), Optional.empty());
  }

  /** Creates a decoder that replaces malformed input with {@link #BROKEN}. */
  public static CharsetDecoder marking(Charset encoding) {
    return encoding
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .onUnmappableCharacter(CodingErrorAction.REPLACE)
        .replaceWith(String.valueOf(BROKEN));
  }

  /** Returns the index, from 0, of the first unpaired surrogate, or -1 if there is none. */
  public static int unpairedSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return i;
      }
    }
    return -1;
  }
}
