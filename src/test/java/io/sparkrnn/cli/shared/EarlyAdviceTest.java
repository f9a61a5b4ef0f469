package io.sparkrnn.cli.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.TrainingSettings;
import io.sparkrnn.workload.Advice;
import io.sparkrnn.workload.Workloads;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EarlyAdviceTest {

  private static Optional<Advice> steps(long examples, int replicas, String... settings) {
    TrainingSettings training =
        ConfigLoader.ofProcess(Workloads.settings())
            .load(List.of(), List.of(settings))
            .job()
            .training();
    return EarlyAdvice.steps(training, examples, replicas);
  }

  @Test
  void fewMinibatchesAreTooFew() {
    assertThat(steps(2_000, 2))
        .contains(
            new Advice(
                "training.epochs",
                "Each replica is trained with only 80 minibatches (5 epochs of 16), and 500 or more"
                    + " are usually needed: training.epochs = 32, or training.batch-size = 8"
                    + " instead of 64."));
    assertThat(steps(200, 2).orElseThrow().message())
        .as("no minibatch of 1")
        .endsWith("training.epochs = 250.");
  }

  @Test
  void enoughAreEnough() {
    assertThat(steps(6_400, 1)).as("5 x 100").isEmpty();
    assertThat(steps(6_336, 1)).as("5 x 99").isPresent();
    assertThat(steps(6_400, 2)).isPresent();
    assertThat(steps(6_400, 2, "training.epochs=10")).isEmpty();
    assertThat(steps(0, 2)).as("nothing to train").isEmpty();
  }
}
