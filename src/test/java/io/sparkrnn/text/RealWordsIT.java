package io.sparkrnn.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.RealReviews;
import io.sparkrnn.SparkForTests;
import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.data.Review;
import io.sparkrnn.data.Split;
import io.sparkrnn.data.review.ReviewSources;
import io.sparkrnn.data.review.WordIndex;
import io.sparkrnn.text.TextSettings.LowerCase;
import io.sparkrnn.workload.Workloads;
import io.sparkrnn.workload.sentiment.SentimentSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.Test;

/** Words counted from the archive against those that Keras publishes. */
class RealWordsIT {

  @Test
  void countsTheWordsOfTheTrainingReviewsAsKerasDid() {
    Path folder = RealReviews.folder();
    Configuration hadoop = SparkForTests.context().hadoopConfiguration();
    JobConfig job =
        ConfigLoader.ofProcess(Workloads.settings())
            .load(List.of(), List.of("data.path=" + folder.resolve("aclImdb_v1.tar.gz")))
            .job();
    JavaRDD<String> texts =
        ReviewSources.open(job.data(), SentimentSettings.of(job).reviews(), hadoop)
            .read(SparkForTests.session())
            .map(row -> (Review) row)
            .filter(review -> review.split() == Split.TRAIN)
            .map(Review::text);

    WordCounts counts =
        CountedTexts.of(texts, new Tokenizer(Tokenizer.Kind.KERAS, LowerCase.ASCII));

    assertThat(counts.distinct()).isEqualTo(88_584);
    List<String> words = counts.words();
    assertThat(words.subList(0, 3)).containsExactly("the", "and", "a");
    assertThat(List.of(counts.count(0), counts.count(1), counts.count(2)))
        .containsExactly(336_148L, 164_097L, 163_040L);

    Map<String, Long> byWord = new HashMap<>();
    for (int rank = 0; rank < words.size(); rank++) {
      byWord.put(words.get(rank), counts.count(rank));
    }
    // Ties stand in another order there, so counts are compared rank by rank, not words.
    List<String> published =
        WordIndex.load(folder.resolve("imdb_word_index.json").toString(), hadoop).wordsByRank();
    assertThat(published).containsExactlyInAnyOrderElementsOf(words);
    for (int rank = 0; rank < words.size(); rank++) {
      assertThat(byWord.get(published.get(rank)))
          .as("count of '%s', rank %d", published.get(rank), rank + 1)
          .isEqualTo(counts.count(rank));
    }
  }
}
