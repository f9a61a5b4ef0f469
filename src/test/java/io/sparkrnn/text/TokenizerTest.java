package io.sparkrnn.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.text.TextSettings.LowerCase;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Golden files: NAME.input is a text, NAME.output its words, one a line, with ASCII letters
 * lowered; NAME.unicode.output those with all letters lowered, where they are others. The words are
 * what Keras's {@code text_to_word_sequence} gives in Python 3 (all letters), or with the letters A
 * to Z alone lowered.
 */
class TokenizerTest {

  static Stream<String> names() throws IOException, URISyntaxException {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".input"))
          .map(name -> name.substring(0, name.length() - ".input".length()))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void splitsAsKerasDoesWithAsciiLettersLowered(String name) throws Exception {
    assertThat(new Tokenizer(Tokenizer.Kind.KERAS, LowerCase.ASCII).words(text(name + ".input")))
        .isEqualTo(lines(name + ".output"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void splitsAsKerasDoesWithAllLettersLowered(String name) throws Exception {
    String other = name + ".unicode.output";
    String expected = Files.exists(folder().resolve(other)) ? other : name + ".output";

    assertThat(new Tokenizer(Tokenizer.Kind.KERAS, LowerCase.UNICODE).words(text(name + ".input")))
        .isEqualTo(lines(expected));
  }

  @Test
  void makesASpaceOfEveryFilterCharacterAndOfNoOtherInAscii() {
    // The default of Keras's argument `filters`, and the character it splits on.
    String separators = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n ";
    Tokenizer tokenizer = new Tokenizer(Tokenizer.Kind.KERAS, LowerCase.ASCII);

    for (char c = 0; c < 128; c++) {
      assertThat(tokenizer.words("a" + c + "b"))
          .as("character %d", (int) c)
          .hasSize(separators.indexOf(c) >= 0 ? 2 : 1);
    }
  }

  private static Path folder() throws URISyntaxException {
    return Path.of(TokenizerTest.class.getResource("/tokenizer").toURI());
  }

  private static String text(String file) throws IOException, URISyntaxException {
    return Files.readString(folder().resolve(file));
  }

  /** Lines end with a newline alone: words may hold any other line separator. */
  private static List<String> lines(String file) throws IOException, URISyntaxException {
    String text = text(file);
    return text.isEmpty() ? List.of() : List.of(text.split("\n"));
  }
}
