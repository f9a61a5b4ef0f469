package io.sparkrnn.text;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/** Scripts of languages that are written without spaces between words. */
final class UnspacedScripts {

  private static final Set<UnicodeScript> SCRIPTS =
      EnumSet.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.THAI,
          UnicodeScript.LAO,
          UnicodeScript.KHMER,
          UnicodeScript.MYANMAR);

  private UnspacedScripts() {}

  /** Returns the number of letters of a word, of any script. */
  static long letters(String word) {
    return word.codePoints().filter(Character::isLetter).count();
  }

  /** Returns the number of letters of a word that are of these scripts. */
  static long unspacedLetters(String word) {
    return word.codePoints()
        .filter(Character::isLetter)
        .filter(letter -> SCRIPTS.contains(UnicodeScript.of(letter)))
        .count();
  }
}
