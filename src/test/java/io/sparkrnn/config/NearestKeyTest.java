package io.sparkrnn.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestKeyTest {

  private static final List<String> KEYS =
      new TestLoader().set().entries().stream().map(ResolvedConfig.Entry::key).toList();

  @ParameterizedTest
  @CsvSource({
    "training.epocs, training.epochs",
    "training.batch_size, training.batch-size",
    "evaluation.batchsize, evaluation.batch-size",
    "data.word-index.x, data.word-index",
    "batch-size, training.batch-size",
    "model.learning-rate, training.learning-rate",
    "text.lenght, text.length",
    "sead, seed",
    "runid, run.id",
  })
  void aSlipIsCorrected(String typed, String meant) {
    assertThat(NearestKey.of(typed, KEYS)).contains(meant);
  }

  @Test
  void somethingElseIsNotGuessedAt() {
    assertThat(NearestKey.of("spark.executor.cores", KEYS)).isEmpty();
    assertThat(NearestKey.of("x", KEYS)).isEmpty();
  }
}
