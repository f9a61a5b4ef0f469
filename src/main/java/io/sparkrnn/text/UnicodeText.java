package io.sparkrnn.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.util.ULocale;
import com.ibm.icu.util.VersionInfo;
import java.util.ArrayList;
import java.util.List;

/**
 * Words and characters of texts by ICU4J, whose properties and dictionaries do not depend on the
 * Java runtime.
 */
final class UnicodeText {

  private UnicodeText() {}

  /** Boundaries of words, loaded when they are first needed, which takes half a second. */
  private static final class Boundaries {
    /** Never moved, only cloned, since a break iterator belongs to one thread. */
    static final BreakIterator WORDS = BreakIterator.getWordInstance(ULocale.ROOT);
  }

  /** Returns the version of ICU4J, such as 79.1. */
  static String version() {
    return VersionInfo.ICU_VERSION.getVersionString(2, 2);
  }

  /**
   * Returns a text in normalization form NFKC: accents are composed, full-width letters and digits
   * become those of ASCII, half-width katakana and ligatures the usual ones. Texts are typed in
   * both forms, which mean the same.
   */
  static String normalized(String text) {
    return Normalizer2.getNFKCInstance().normalize(text);
  }

  /**
   * Returns the segments of a text between word boundaries (UAX #29) that have a letter, number,
   * ideograph or kana, or are an emoji, in order. Text in Chinese, Japanese, Thai, Lao, Khmer and
   * Burmese, which write no spaces between words, is segmented by dictionary.
   */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>(text.length() / 5 + 1);
    BreakIterator boundaries = Boundaries.WORDS.clone();
    boundaries.setText(text);
    int start = boundaries.first();
    for (int end = boundaries.next(); end != BreakIterator.DONE; end = boundaries.next()) {
      if (boundaries.getRuleStatus() >= BreakIterator.WORD_NONE_LIMIT || isEmoji(text, start)) {
        words.add(text.substring(start, end));
      }
      start = end;
    }
    return words;
  }

  /** Whether an emoji begins at an index; the rules count emoji among punctuation. */
  private static boolean isEmoji(String text, int at) {
    int codePoint = text.codePointAt(at);
    return codePoint >= 128
        && (UCharacter.hasBinaryProperty(codePoint, UProperty.EXTENDED_PICTOGRAPHIC)
            || UCharacter.hasBinaryProperty(codePoint, UProperty.REGIONAL_INDICATOR));
  }

  /**
   * Returns the code points of a text that are not separators, control or format characters, or
   * surrogates without a partner (general categories Z, Cc, Cf and Cs), in order.
   */
  static List<String> characters(String text) {
    List<String> characters = new ArrayList<>(text.length());
    text.codePoints()
        .filter(UnicodeText::isCharacter)
        .forEach(codePoint -> characters.add(Character.toString(codePoint)));
    return characters;
  }

  private static boolean isCharacter(int codePoint) {
    return switch (UCharacter.getType(codePoint)) {
      case UCharacterCategory.SPACE_SEPARATOR,
              UCharacterCategory.LINE_SEPARATOR,
              UCharacterCategory.PARAGRAPH_SEPARATOR,
              UCharacterCategory.CONTROL,
              UCharacterCategory.FORMAT,
              UCharacterCategory.SURROGATE ->
          false;
      default -> true;
    };
  }
}
