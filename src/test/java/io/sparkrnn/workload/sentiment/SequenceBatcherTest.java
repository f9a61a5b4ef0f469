package io.sparkrnn.workload.sentiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.SparkForTests;
import io.sparkrnn.text.TextSettings.Side;
import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.Teacher;
import io.sparkrnn.workload.sentiment.ModelSettings.DroppedWord;
import io.sparkrnn.workload.sentiment.SequenceBatcher.Masking;
import io.sparkrnn.workload.sentiment.TrainingSequences.LengthWarmUp;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.broadcast.Broadcast;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;

class SequenceBatcherTest {

  private static final List<Example> EXAMPLES =
      List.of(
          new Example(8, new float[] {0, 1, 7}, new float[] {1}),
          new Example(3, new float[] {1, 2, 0}, new float[] {0}));

  @Test
  void keepsTheOrderOfTheExamples() {
    DataSet batch = Copies.serialised(Batchers.plain(Masking.PADDING)).minibatch(EXAMPLES);

    assertThat(batch.getFeatures().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{0, 1, 7}, {1, 2, 0}});
    assertThat(batch.getLabels().toFloatMatrix()).isDeepEqualTo(new float[][] {{1}, {0}});
  }

  @Test
  void measuresAnExampleWithoutItsPadding() {
    assertThat(EXAMPLES).extracting(Batchers.plain(Masking.NONE)::length).containsExactly(2, 2);
  }

  @Test
  void masksPadding() {
    DataSet batch = Batchers.plain(Masking.PADDING).minibatch(EXAMPLES);

    assertThat(batch.getFeaturesMaskArray().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{0, 1, 1}, {1, 1, 0}});
    assertThat(batch.hasMaskArrays()).isTrue();
  }

  @Test
  void masksNothingWhereNotAsked() {
    assertThat(Batchers.plain(Masking.NONE).minibatch(EXAMPLES).hasMaskArrays()).isFalse();
  }

  @Test
  void dropsWordsInTrainingAloneAndMasksWhatIsLeft() {
    WordDropout nearlyAll = Batchers.wordDropout(0.999, DroppedWord.REMOVED, Side.PRE);
    Batcher batcher = Copies.serialised(Batchers.of(Masking.PADDING, nearlyAll, 0, 1));
    List<Example> examples =
        List.of(
            new Example(8, new float[] {1, 7, 7}, new float[] {1}),
            new Example(3, new float[] {5, 5, 5}, new float[] {0}));

    DataSet training = batcher.trainingMinibatch(examples, 0, new SplittableRandom(1));
    DataSet plain = batcher.minibatch(examples);

    assertThat(training.getFeatures().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{0, 1, 7}, {0, 0, 5}});
    assertThat(training.getFeaturesMaskArray().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{0, 1, 1}, {0, 0, 1}});
    assertThat(training.getLabels().toFloatMatrix()).isDeepEqualTo(new float[][] {{1}, {0}});
    assertThat(plain.getFeatures().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{1, 7, 7}, {5, 5, 5}});
  }

  @Test
  void movesLabelsTowardsOneHalfInTrainingAlone() {
    WordDropout none = Batchers.wordDropout(0, DroppedWord.REMOVED, Side.PRE);
    Batcher batcher = Batchers.of(Masking.PADDING, none, 0.1, 1);

    DataSet training = batcher.trainingMinibatch(EXAMPLES, 0, new SplittableRandom(1));

    assertThat(training.getLabels().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{0.95f}, {0.05f}});
    assertThat(training.getFeatures()).isEqualTo(batcher.minibatch(EXAMPLES).getFeatures());
    assertThat(batcher.minibatch(EXAMPLES).getLabels().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{1}, {0}});
  }

  @Test
  void changesNothingInTrainingUnlessAsked() {
    Batcher batcher = Batchers.plain(Masking.PADDING);

    assertThat(batcher.trainingMinibatch(EXAMPLES, 0, new SplittableRandom(1)))
        .isEqualTo(batcher.minibatch(EXAMPLES));
  }

  @Test
  void makesABatchOfOne() {
    DataSet batch = Batchers.plain(Masking.PADDING).minibatch(EXAMPLES.subList(1, 2));

    assertThat(batch.getFeatures().shape()).containsExactly(1, 3);
    assertThat(batch.getLabels().shape()).containsExactly(1, 1);
    assertThat(batch.getFeaturesMaskArray().shape()).containsExactly(1, 3);
  }

  /** The teacher is asked about what is left of a sequence. */
  @Test
  void aTeacherTellsTheTargetsOfTrainingAlone() {
    WordDropout nearlyAll = Batchers.wordDropout(0.999, DroppedWord.REMOVED, Side.PRE);
    Broadcast<Teacher> firstAndLast =
        SparkForTests.context()
            .broadcast(ids -> new float[] {ids[0] / 100, ids[ids.length - 1] / 100});
    SequenceBatcher batcher =
        new SequenceBatcher(
            Masking.PADDING,
            new TrainingSequences(LengthWarmUp.NONE, 1, Side.PRE),
            nearlyAll,
            new TrainingTargets.OfTeacher(firstAndLast),
            2);
    List<Example> examples = List.of(new Example(8, new float[] {5, 5, 7}, new float[] {1}));

    DataSet training = batcher.trainingMinibatch(examples, 0, new SplittableRandom(1));

    float word = training.getFeatures().getFloat(2);
    assertThat(word).isIn(5f, 7f);
    assertThat(training.getLabels().toFloatMatrix()).isDeepEqualTo(new float[][] {{0, word / 100}});
    assertThat(batcher.minibatch(examples).getLabels().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{0, 1}});
  }
}
