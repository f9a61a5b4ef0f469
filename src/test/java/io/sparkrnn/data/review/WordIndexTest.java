package io.sparkrnn.data.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkrnn.error.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordIndexTest {

  @TempDir private Path folder;

  @Test
  void listsWordsMostFrequentFirst() throws IOException {
    WordIndex index = load("{\"film\": 3, \"the\": 1, \"très\": 7}");

    assertThat(index.wordsByRank()).containsExactly("the", "film", "très");
    assertThat(index.word(7)).contains("très");
    assertThat(index.word(2)).isEmpty();
  }

  @Test
  void theFirstWordsHaveNoGap() throws IOException {
    WordIndex index = load("{\"film\": 3, \"the\": 1, \"a\": 2, \"très\": 7}");

    assertThat(index.firstWords(2)).containsExactly("the", "a");
    assertThat(index.firstWords(0)).isEmpty();
    assertThat(load("{\"a\": 2, \"the\": 1}").firstWords(9)).containsExactly("the", "a");
    assertThatThrownBy(() -> index.firstWords(9))
        .isInstanceOf(BadDataException.class)
        .hasMessage("the word index has no word of rank 4, expected every rank from 1 to 4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\": 1, \"b\": 1}|gives rank 1 to both 'a' and 'b', expected each rank once",
        "{\"a\": 0}|gives 'a' the rank 0, expected a positive integer",
        "{\"a\": 1.5}|gives 'a' the rank 1.5, expected a positive integer",
        "{\"a\": \"1\"}|gives 'a' the rank \"1\", expected a positive integer",
        "{\"a\": 1, \"a\": 2}|is not JSON: Duplicate field 'a'",
        "{\"a\": 1|is not JSON: Unexpected end-of-input",
        "[1]|is not a JSON object of words and their ranks",
        "{}|is not a JSON object of words and their ranks",
        "``|is not a JSON object of words and their ranks",
      })
  void refusesOtherContent(String json, String message) {
    assertThatThrownBy(() -> load(json))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("word index file:" + folder.resolve("index.json"))
        .hasMessageContaining(message);
  }

  @Test
  void namesAMissingFile() {
    assertThatThrownBy(() -> WordIndex.load("file:" + folder + "/none", new Configuration()))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("cannot open file:" + folder + "/none: ");
  }

  private WordIndex load(String json) throws IOException {
    Path file = Files.writeString(folder.resolve("index.json"), json);
    return WordIndex.load("file:" + file, new Configuration());
  }
}
