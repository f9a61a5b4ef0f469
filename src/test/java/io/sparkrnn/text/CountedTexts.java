package io.sparkrnn.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;

/** Texts counted as preparation counts them: each partition its own first. */
final class CountedTexts {

  private CountedTexts() {}

  static WordCounts of(JavaRDD<String> texts, Tokenizer tokenizer) {
    return WordCounts.of(
        texts.mapPartitions(
            part -> {
              Map<String, Long> counts = new HashMap<>();
              part.forEachRemaining(
                  text -> tokenizer.words(text).forEach(word -> counts.merge(word, 1L, Long::sum)));
              return List.of(counts).iterator();
            }));
  }
}
