package io.sparkrnn.workload.sentiment;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.sparkrnn.text.TextSettings;
import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.text.WordCounts;

/**
 * Statistics of the words of the training reviews, by which settings are judged. Component names
 * are the keys of their JSON.
 *
 * @param truncated number of reviews with more words than {@code text.length}
 * @param words95 number of words that 95 % of the reviews do not exceed, to within 1/64
 * @param words99 as above, of 99 %
 * @param outside fraction of the words that are outside the vocabulary
 * @param ids95 number of ids, reserved ones included, with which 5 % of the words would be outside
 * @param unspaced fraction of the letters that belong to scripts without spaces between words
 */
@JsonNaming(SnakeCaseStrategy.class)
record TextStatistics(
    long truncated, int words95, int words99, double outside, int ids95, double unspaced) {

  static TextStatistics of(
      LengthHistogram lengths, WordCounts words, Vocabulary vocabulary, TextSettings text) {
    return new TextStatistics(
        lengths.longer(text.length()),
        lengths.exceededBy(0.05),
        lengths.exceededBy(0.01),
        words.shareOutside(vocabulary),
        Vocabulary.FIRST_WORD + words.mostFrequent(0.95),
        words.unspacedShare());
  }
}
