package io.sparkrnn.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkrnn.SparkForTests;
import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.workload.Workloads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSizesIT {

  @TempDir private Path folder;

  @Test
  void everyStageIsMeasuredAtEverySize() {
    List<String> heard = new ArrayList<>();

    List<SizeRow> rows =
        new DataSizes(SparkForTests.session(), config(), 2, new Measurements(heard::add))
            .measure(new TreeSet<>(List.of(60L, 200L)));

    assertThat(rows).hasSize(2 * JobStage.values().length);
    for (int i = 0; i < rows.size(); i++) {
      SizeRow row = rows.get(i);
      boolean larger = i % 2 == 1;
      assertThat(row.stage()).isEqualTo(JobStage.values()[i / 2]);
      assertThat(row.size()).isEqualTo(larger ? 200 : 60);
      assertThat(row.examples()).isEqualTo(examples(row));
      assertThat(row.rates().all()).allMatch(rate -> rate > 0);
      // The smallest before the larger one and after it, three times each; dealt out once each.
      assertThat(row.rates().all()).hasSize(larger ? 1 : row.stage() == JobStage.DEAL ? 2 : 6);
    }
    assertThat(rows.stream().filter(row -> row.memory().isPresent()).map(SizeRow::stage).distinct())
        .containsExactly(JobStage.PREPARE, JobStage.TRAIN, JobStage.TEST, JobStage.SCORE);
    assertThat(heard).contains("Sizes: warming up: 60 reviews", "Sizes: 200 reviews");
    assertThat(folder).isEmptyDirectory();
  }

  private static long examples(SizeRow row) {
    return switch (row.stage()) {
      case PREPARE -> 2 * row.size();
      case DEAL, TEST, SCORE -> row.size();
      case TRAIN, CHECKPOINT -> row.size() * 8 / 10;
      case VALIDATE -> row.size() * 2 / 10;
    };
  }

  @Test
  void onlyReviewsAreMadeUp() {
    JobConfig config =
        ConfigLoader.ofProcess(Workloads.settings())
            .load(List.of(), List.of("workload=forecast", "data.validation.split=last"))
            .job();

    assertThat(Workloads.create(config, SparkForTests.context().hadoopConfiguration()).name())
        .isEqualTo("forecast");
    assertThatThrownBy(
            () -> new DataSizes(SparkForTests.session(), config, 2, new Measurements(line -> {})))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "the benchmark is of the workload 'forecast', expected 'review-sentiment'");
  }

  private JobConfig config(String... more) {
    List<String> assignments =
        new ArrayList<>(
            List.of(
                "output.dir=" + folder,
                "text.vocabulary-size=100",
                "text.length=20",
                "model.embedding-size=4",
                "model.hidden-size=5",
                "training.batch-size=8"));
    assignments.addAll(List.of(more));
    return ConfigLoader.ofProcess(Workloads.settings()).load(List.of(), assignments).job();
  }
}
