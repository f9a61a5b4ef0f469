package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.SparkForTests;
import io.sparkrnn.config.AveragingSettings.Precision;
import io.sparkrnn.config.AveragingSettings.Weighting;
import io.sparkrnn.nn.Weights;
import io.sparkrnn.train.SliceSum.Mean;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ReplicaMeanIT {

  private static final int PARAMETERS = 1_003;
  private static final int STATE = 2_006;

  private final JavaSparkContext context = SparkForTests.context();
  private Broadcast<ReplicaWorker.InitialState> before;

  @BeforeEach
  void share() {
    before =
        context.broadcast(
            new ReplicaWorker.InitialState("", 0, 0, Weights.of(new float[PARAMETERS]), null));
  }

  @AfterEach
  void destroy() {
    before.destroy();
  }

  /** Slices of any number, averaged by other tasks, in whatever order they come. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, FLOAT32",
    "2, 2, FLOAT32",
    "7, 3, FLOAT32",
    "7, 7, FLOAT32",
    "7, 50, FLOAT32",
    "33, 8, FLOAT32",
    "7, 3, FLOAT16",
    "33, 8, FLOAT16",
    "7, 3, INT8",
    "33, 8, INT8"
  })
  void slicesHaveTheBitsOfTheSumOnTheDriver(int replicas, int slices, Precision precision) {
    AveragingRound round = round(precision);
    Mean whole = ReplicaMean.onDriver(results(replicas), before, round).get(0);

    List<Mean> parts =
        ReplicaMean.shuffled(results(replicas), before, slices, round).stream()
            .sorted(Comparator.comparingInt(Mean::slice))
            .toList();

    assertThat(parts).hasSize(slices);
    assertThat(joined(parts, Mean::parameters)).isEqualTo(whole.parameters().values());
    assertThat(joined(parts, Mean::updaterState)).isEqualTo(whole.updaterState().values());
    assertThat(parts)
        .allMatch(part -> part.score() == whole.score())
        .allMatch(part -> part.squaredMove() == whole.squaredMove());
  }

  @ParameterizedTest
  @CsvSource({"1, FLOAT32", "2, FLOAT32", "33, FLOAT32", "33, FLOAT16", "33, INT8"})
  void tasksOfTheDriversProcessAddTheSameBits(int replicas, Precision precision) {
    AveragingRound round = round(precision);
    Mean driver = ReplicaMean.onDriver(results(replicas), before, round).get(0);

    try (LocalRound local = LocalRound.open(Weighting.EQUAL)) {
      Mean own = ReplicaMean.inProcess(results(replicas), before, round, local).get(0);

      assertThat(own.parameters().values()).isEqualTo(driver.parameters().values());
      assertThat(own.updaterState().values()).isEqualTo(driver.updaterState().values());
      assertThat(own.score()).isEqualTo(driver.score());
      assertThat(own.squaredMove()).isEqualTo(driver.squaredMove());
    }
  }

  @Test
  void areNoneWithoutMinibatches() {
    JavaRDD<ParameterAveragingTrainingResult> idle =
        results(3)
            .map(result -> new ParameterAveragingTrainingResult(null, null, 0, null, null, null));
    AveragingRound round = round(Precision.FLOAT32);

    assertThat(ReplicaMean.onDriver(idle, before, round)).isEmpty();
    assertThat(ReplicaMean.shuffled(idle, before, 2, round)).isEmpty();
    try (LocalRound local = LocalRound.open(Weighting.EQUAL)) {
      assertThat(ReplicaMean.inProcess(idle, before, round, local)).isEmpty();
    }
  }

  private static AveragingRound round(Precision precision) {
    return new AveragingRound(Weighting.EQUAL, precision, true, 42, 7);
  }

  /** A result for each partition, which depends on the number of the partition alone. */
  private JavaRDD<ParameterAveragingTrainingResult> results(int replicas) {
    List<Integer> numbers = IntStream.range(0, replicas).boxed().toList();
    return context.parallelize(numbers, replicas).mapPartitions(ReplicaMeanIT::result);
  }

  private static Iterator<ParameterAveragingTrainingResult> result(Iterator<Integer> replica) {
    Random random = new Random(TaskContext.getPartitionId());
    return List.of(
            new ParameterAveragingTrainingResult(
                vector(random, PARAMETERS),
                vector(random, STATE),
                random.nextDouble(),
                null,
                null,
                null))
        .iterator();
  }

  private static INDArray vector(Random random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6));
    }
    return Nd4j.create(values, new long[] {1, length}, 'c');
  }

  private static float[] joined(List<Mean> parts, Function<Mean, Weights> vector) {
    float[] all = new float[0];
    for (Mean part : parts) {
      float[] values = vector.apply(part).values();
      all = Arrays.copyOf(all, all.length + values.length);
      System.arraycopy(values, 0, all, all.length - values.length, values.length);
    }
    return all;
  }
}
