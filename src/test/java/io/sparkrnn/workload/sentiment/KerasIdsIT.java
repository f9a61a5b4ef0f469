package io.sparkrnn.workload.sentiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.RealReviews;
import io.sparkrnn.SparkForTests;
import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.data.numpy.NpyReader;
import io.sparkrnn.data.numpy.NumpyRandom;
import io.sparkrnn.data.review.ReviewSources;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Workloads;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/**
 * The ids of the real reviews, which go from ranks to words and back here, against those of {@code
 * load_data(num_words=10000)} and {@code pad_sequences(maxlen=200)}, computed from the ranks.
 */
class KerasIdsIT {

  private static final int LENGTH = 200;

  @Test
  void encodesEveryReviewAsKerasDoes() throws IOException {
    Path npz = RealReviews.folder().resolve("imdb.npz");
    JobConfig config =
        ConfigLoader.ofProcess(Workloads.settings())
            .load(List.of(), List.of("data.path=" + npz))
            .job();
    PreparedData data =
        new ReviewSentiment(
                config,
                ReviewSources.open(
                    config.data(),
                    SentimentSettings.of(config).reviews(),
                    SparkForTests.context().hadoopConfiguration()))
            .prepare(SparkForTests.session());

    assertThat(SentimentSettings.of(config).text().length()).isEqualTo(LENGTH);
    assertThat(SentimentSettings.of(config).text().vocabularySize()).isEqualTo(10_000);
    // The order of test comes from the generator that has shuffled train.
    NumpyRandom random = new NumpyRandom(113);
    requireEqual(data.train().collect(), npz, "train", random);
    requireEqual(data.test().collect(), npz, "test", random);
  }

  private static void requireEqual(
      List<Example> examples, Path npz, String part, NumpyRandom random) throws IOException {
    int[][] ranks;
    long[] labels;
    try (ZipFile zip = new ZipFile(npz.toFile());
        InputStream x = zip.getInputStream(zip.getEntry("x_" + part + ".npy"));
        InputStream y = zip.getInputStream(zip.getEntry("y_" + part + ".npy"))) {
      ranks = NpyReader.integerLists(x, "x");
      labels = NpyReader.integers(y, "y");
    }
    int[] order = random.shuffledIndices(ranks.length);
    assertThat(examples).hasSize(25_000).hasSameSizeAs(order);
    for (int i = 0; i < order.length; i++) {
      Example example = examples.get(i);
      assertThat(example.index()).isEqualTo(i);
      assertThat(example.targets()).containsExactly((float) labels[order[i]]);
      assertThat(example.features())
          .as("%s review %d, element %d as stored", part, i, order[i])
          .isEqualTo(ids(ranks[order[i]]));
    }
  }

  /** Start mark 1, ranks from 3 on, 2 for those outside, cut and filled at the front. */
  private static float[] ids(int[] ranks) {
    float[] ids = new float[LENGTH];
    int at = LENGTH - 1;
    for (int i = ranks.length - 1; i >= 0 && at >= 0; i--) {
      ids[at] = ranks[i] + 3 < 10_000 ? ranks[i] + 3 : 2;
      at--;
    }
    if (at >= 0) {
      ids[at] = 1;
    }
    return ids;
  }
}
