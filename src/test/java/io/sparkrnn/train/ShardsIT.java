package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkrnn.SparkForTests;
import io.sparkrnn.config.DataSettings;
import io.sparkrnn.config.DataSettings.BadRowPolicy;
import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.config.DataSettings.ValidationSplit;
import io.sparkrnn.config.TableSettings;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.train.Shards.TrainingSplits;
import io.sparkrnn.workload.Example;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.Test;

class ShardsIT {

  @Test
  void holdEveryExampleOnceInSizesThatDifferByOne() {
    for (int shards : new int[] {1, 2, 3, 7}) {
      TrainingSplits parts = split(103, 0.2, ValidationSplit.RANDOM, shards, 42, 4);

      requireEven(parts.training(), 82, shards);
      requireEven(parts.validation(), 21, shards);
      List<Long> all = indices(parts.training());
      all.addAll(indices(parts.validation()));
      assertThat(all).containsExactlyInAnyOrderElementsOf(range(0, 103));
    }
  }

  @Test
  void holdOutTheLastExamplesInTheirOrder() {
    TrainingSplits parts = split(100, 0.25, ValidationSplit.LAST, 3, 42, 4);

    assertThat(indices(parts.validation())).containsExactlyInAnyOrderElementsOf(range(75, 100));
    assertThat(held(parts.validation()).get(0))
        .containsExactly(75L, 78L, 81L, 84L, 87L, 90L, 93L, 96L, 99L);
    assertThat(indices(parts.training())).containsExactlyInAnyOrderElementsOf(range(0, 75));
    // The training part is shuffled: labels often come sorted.
    assertThat(held(parts.training()).get(0))
        .anyMatch(index -> index < 25)
        .anyMatch(index -> index > 50);
  }

  @Test
  void holdOutRandomExamplesBySeedAlone() {
    List<Long> validation =
        indices(split(1000, 0.2, ValidationSplit.RANDOM, 2, 42, 4).validation());

    assertThat(validation).hasSize(200);
    assertThat(validation.stream().filter(index -> index < 500)).hasSizeBetween(70, 130);
    assertThat(indices(split(1000, 0.2, ValidationSplit.RANDOM, 3, 42, 4).validation()))
        .containsExactlyInAnyOrderElementsOf(validation);
    List<Long> other = indices(split(1000, 0.2, ValidationSplit.RANDOM, 2, 43, 4).validation());
    // By chance 40 of the 200 are the same.
    assertThat(other.stream().filter(validation::contains)).hasSizeBetween(15, 70);
  }

  @Test
  void areTheSameHoweverTheInputIsPartitioned() {
    for (ValidationSplit split : ValidationSplit.values()) {
      TrainingSplits expected = split(200, 0.1, split, 3, 42, 1);
      for (int partitions : new int[] {2, 5, 13}) {
        TrainingSplits parts = split(200, 0.1, split, 3, 42, partitions);
        assertThat(held(parts.training())).isEqualTo(held(expected.training()));
        assertThat(held(parts.validation())).isEqualTo(held(expected.validation()));
      }
    }
  }

  @Test
  void doWithoutValidation() {
    TrainingSplits parts = split(10, 0, ValidationSplit.RANDOM, 2, 42, 2);

    assertThat(parts.validation().examples()).isZero();
    requireEven(parts.validation(), 0, 2);
    requireEven(parts.training(), 10, 2);
  }

  @Test
  void validateAsManyAsKerasDoes() {
    assertThat(Shards.validationSize(25_000, 0.2)).isEqualTo(5_000);
    assertThat(Shards.validationSize(103, 0.2)).isEqualTo(21);
    assertThat(Shards.validationSize(10, 0)).isZero();
    assertThat(Shards.validationSize(3, 0.99)).isEqualTo(3);
  }

  @Test
  void refuseMoreReplicasThanExamples() {
    assertThatThrownBy(() -> split(10, 0.5, ValidationSplit.RANDOM, 6, 42, 2))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "5 training examples cannot fill 6 shards; lower training.replicas or"
                + " data.validation.fraction");
    requireEven(split(10, 0.5, ValidationSplit.RANDOM, 5, 42, 2).training(), 5, 5);
  }

  @Test
  void dealOutTestExamplesInTheirOwnOrder() {
    Shards shards = Shards.of(rdd(7, 3), 7, 3, Examples.storage());

    assertThat(held(shards)).containsExactly(List.of(0L, 3L, 6L), List.of(1L, 4L), List.of(2L, 5L));
    assertThat(shards.size(0)).isEqualTo(3);
    assertThat(shards.size(2)).isEqualTo(2);
  }

  @Test
  void refuseExamplesThatAreMissingOrComeTwice() {
    List<Example> twice = new ArrayList<>(Examples.sequences(5));
    twice.set(3, twice.get(1));

    assertThatThrownBy(() -> held(Shards.of(rdd(5, 2), 6, 2, Examples.storage())))
        .hasStackTraceContaining("shard 1 of 3 examples has no example at position 2");
    assertThatThrownBy(() -> held(Shards.of(rdd(5, 2), 4, 2, Examples.storage())))
        .hasStackTraceContaining("example 4 is one too many in shard 0 of 2 examples");
    assertThatThrownBy(
            () ->
                held(
                    Shards.of(
                        SparkForTests.context().parallelize(twice, 1), 5, 2, Examples.storage())))
        .hasStackTraceContaining("example 1 is one too many in shard 1 of 2 examples");
  }

  private static void requireEven(Shards shards, long examples, int count) {
    assertThat(shards.examples()).isEqualTo(examples);
    assertThat(shards.count()).isEqualTo(count);
    List<List<Example>> held = Examples.held(shards);
    assertThat(held).hasSize(count);
    for (int id = 0; id < count; id++) {
      assertThat(held.get(id)).hasSize((int) shards.size(id));
      assertThat(shards.size(id)).isBetween(examples / count, (examples + count - 1) / count);
    }
  }

  private static List<Long> range(long from, long to) {
    return LongStream.range(from, to).boxed().toList();
  }

  private static List<Long> indices(Shards shards) {
    return new ArrayList<>(held(shards).stream().flatMap(List::stream).toList());
  }

  private static List<List<Long>> held(Shards shards) {
    return Examples.held(shards).stream()
        .map(examples -> examples.stream().map(Example::index).toList())
        .toList();
  }

  private static TrainingSplits split(
      int examples, double fraction, ValidationSplit split, int shards, long seed, int partitions) {
    return split(examples, fraction, split, shards, seed, partitions, Examples.storage());
  }

  private static TrainingSplits split(
      int examples,
      double fraction,
      ValidationSplit split,
      int shards,
      long seed,
      int partitions,
      ShardStorage storage) {
    DataSettings data =
        new DataSettings(
            Optional.empty(),
            SourceKind.AUTO,
            BadRowPolicy.FAIL,
            Optional.empty(),
            fraction,
            split,
            storage.shuffleWindow(),
            storage.storage(),
            TableSettings.NONE);
    return Shards.split(rdd(examples, partitions), examples, 0, data, storage, shards, seed);
  }

  /** In an order of no meaning. */
  private static JavaRDD<Example> rdd(int examples, int partitions) {
    List<Example> shuffled = Examples.sequences(examples);
    Collections.shuffle(shuffled, new Random(partitions));
    return SparkForTests.context().parallelize(shuffled, partitions);
  }
}
