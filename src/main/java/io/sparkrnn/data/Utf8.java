package io.sparkrnn.data;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** UTF-8 read strictly: what is broken is told, never replaced in silence. */
final class Utf8 {

  /** Stands for broken bytes where rows are cut out of characters; no valid UTF-8 decodes to it. */
  static final char BROKEN = '\uD800';

  private Utf8() {}

  /** Either the text, or why there is none. */
  sealed interface Decoded permits Text, Broken {}

  record Text(String text) implements Decoded {}

  record Broken(String reason) implements Decoded {}

  static Decoded decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    if (result.isError()) {
      return new Broken(
          "is not UTF-8: byte 0x%02X at position %d; convert the input to UTF-8"
              .formatted(bytes[in.position()], in.position() + 1));
    }
    return new Text(out.flip().toString());
  }

  /** A decoder that puts {@link #BROKEN} in the place of what it cannot decode. */
  static CharsetDecoder marking() {
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .onUnmappableCharacter(CodingErrorAction.REPLACE)
        .replaceWith(String.valueOf(BROKEN));
  }

  /** The position, from 0, of the first surrogate without its partner; -1 if there is none. */
  static int unpairedSurrogate(String text) {
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
