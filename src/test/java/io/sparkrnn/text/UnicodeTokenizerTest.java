package io.sparkrnn.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sparkrnn.ChineseReviews;
import io.sparkrnn.text.TextSettings.LowerCase;
import io.sparkrnn.text.Tokenizer.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Words and characters by Unicode's rules, in languages with and without spaces between words. */
class UnicodeTokenizerTest {

  private static final Tokenizer WORDS = new Tokenizer(Kind.UNICODE, LowerCase.ASCII);
  private static final Tokenizer CHARACTERS = new Tokenizer(Kind.CHARACTERS, LowerCase.ASCII);

  /** Words are separated by a bar. */
  static Stream<Arguments> words() {
    return Stream.of(
        arguments("I don't like O'Neill's film", "i|don't|like|o'neill's|film"),
        arguments("rock'n'roll, 'quoted' dogs'", "rock'n'roll|quoted|dogs"),
        arguments("It\u2019s e-mail, well-made", "it\u2019s|e|mail|well|made"),
        arguments("3.5 stars of 10/10; $1,000 (50%)", "3.5|stars|of|10|10|1,000|50"),
        arguments("U.S.A. foo_bar x@y.com", "u.s.a|foo_bar|x|y.com"),
        arguments("Great \uD83D\uDE00\uD83D\uDE00 :-)", "great|\uD83D\uDE00|\uD83D\uDE00"),
        // A family, a heart in color, a thumb with a skin tone and two flags are one emoji each.
        arguments(
            "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 \u2764\uFE0F\uD83D\uDC4D\uD83C\uDFFD"
                + "\uD83C\uDDE9\uD83C\uDDEA\uD83C\uDDEB\uD83C\uDDF7",
            "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67|\u2764\uFE0F|\uD83D\uDC4D\uD83C\uDFFD"
                + "|\uD83C\uDDE9\uD83C\uDDEA|\uD83C\uDDEB\uD83C\uDDF7"),
        arguments(
            "Der Straßenbahnfahrer mußte „großartig“ sagen, z.B. in Groß-Gerau!",
            "der|straßenbahnfahrer|mußte|großartig|sagen|z.b|in|groß|gerau"),
        arguments("这部电影非常好看，演员不好。", "这|部|电影|非常|好看|演员|不好"),
        arguments("この映画はとても面白かったです。", "この|映画|は|とても|面白|か|っ|た|です"),
        arguments("หนังเรื่องนี้สนุกมาก", "หนัง|เรื่อง|นี้|สนุก|มาก"),
        arguments("영화가 정말 재미있었다.", "영화가|정말|재미있었다"),
        arguments("看iPhone的movie", "看|iphone|的|movie"),
        // NFKC: full-width and half-width forms, an ideographic space, a ligature, an accent apart.
        arguments(
            "\uFF26\uFF49\uFF4C\uFF4D\uFF11\u3000\uFF83\uFF9A\uFF8B\uFF9E \uFB01ne cafe\u0301",
            "film1|テレビ|fine|caf\u00e9"),
        arguments("br<br />tag", "br|br|tag"),
        arguments(" \t\n ... \u2014 !? ", ""),
        arguments("", ""));
  }

  @ParameterizedTest
  @MethodSource("words")
  void splitsAtTheBoundariesOfWords(String text, String expected) {
    assertThat(WORDS.words(text))
        .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected.split("\\|")));
  }

  @Test
  void splitsCharacters() {
    assertThat(CHARACTERS.words("Ok, 好看！\t\u00A0\uFF11"))
        .containsExactly("o", "k", ",", "好", "看", "!", "1");
    // A pair of surrogates is a character; controls, formats and half a pair are none.
    assertThat(CHARACTERS.words("\uD83D\uDE00\u0000\u200B\uFEFF\uD800\u2028x"))
        .containsExactly("\uD83D\uDE00", "x");
    assertThat(CHARACTERS.words("")).isEmpty();
  }

  @Test
  void neitherDropsNorInventsWordsAtSurrogatesWithoutAPartner() {
    assertThat(WORDS.words("a\uD800 b\uDC00")).containsExactly("a", "b");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void lowersLettersOfAsciiOrAll(Kind kind) {
    String text = "ÜBER Der FILM ΟΔΟΣ";

    List<String> ascii = new Tokenizer(kind, LowerCase.ASCII).words(text);
    List<String> all = new Tokenizer(kind, LowerCase.UNICODE).words(text);

    assertThat(String.join("", ascii)).isEqualTo("ÜberderfilmΟΔΟΣ");
    assertThat(String.join("", all)).isEqualTo("überderfilmοδος");
    // Case moves no boundary.
    assertThat(all).hasSameSizeAs(ascii);
    assertThat(new Tokenizer(kind, LowerCase.UNICODE).words(text.toLowerCase(Locale.ROOT)))
        .isEqualTo(all);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void hasNoWordThatAVocabularyRefuses(Kind kind) {
    String text = "a\tb\nc\rd\u0085e\u2028f\u2029g \u000B\u001C\uFEFF\uD800h\u3000i";
    List<String> words = new Tokenizer(kind, LowerCase.ASCII).words(text);

    Vocabulary vocabulary = Vocabulary.of(words.stream().distinct().toList(), 1000);

    assertThat(Vocabulary.parse(vocabulary.toText(), "vocabulary.txt")).isEqualTo(vocabulary);
  }

  @Test
  void manyThreadsFindTheSameWords() {
    List<String> texts = ChineseReviews.jsonLines(2_000, 5);
    List<List<String>> alone = texts.stream().map(WORDS::words).toList();

    List<List<String>> together =
        IntStream.range(0, 8 * texts.size())
            .parallel()
            .mapToObj(i -> WORDS.words(texts.get(i % texts.size())))
            .toList();

    for (int i = 0; i < together.size(); i++) {
      assertThat(together.get(i)).isEqualTo(alone.get(i % texts.size()));
    }
  }

  /** A cost that grew with the square of a clause would take minutes. */
  @Test
  void aMegabyteWithoutPunctuationTakesSeconds() {
    String chinese = "这部电影非常好看我很喜欢".repeat(30_000);
    String thai = "หนังเรื่องนี้สนุกมาก".repeat(18_000);

    Assertions.assertTimeout(
        Duration.ofSeconds(20),
        () -> {
          assertThat(WORDS.words(chinese)).hasSizeGreaterThan(100_000);
          assertThat(WORDS.words(thai)).hasSize(90_000);
        });
  }

  @Test
  void saysWhatAnotherProgramNeeds() {
    assertThat(WORDS.metadata())
        .containsEntry("tokenizer", "unicode")
        .containsEntry("lower_case", "ascii")
        .containsEntry("normalization", "nfkc")
        .hasEntrySatisfying("icu_version", version -> assertThat(version).matches("\\d+\\.\\d+"));
    assertThat(new Tokenizer(Kind.KERAS, LowerCase.UNICODE).metadata())
        .containsOnlyKeys("tokenizer", "lower_case")
        .containsEntry("tokenizer", "keras");
  }
}
