package io.sparkrnn.workload.sentiment;

import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Makes minibatches of id sequences: features [batch, length], labels [batch, outputs]. An
 * example's target is the index of its class.
 *
 * @param masking whether minibatches have a mask over padding
 * @param sequences sequences of training minibatches
 * @param wordDropout word dropout of training minibatches
 * @param targets targets of training minibatches
 * @param outputs number of output units: 1 for two classes with one sigmoid, else that of classes
 */
record SequenceBatcher(
    Masking masking,
    TrainingSequences sequences,
    WordDropout wordDropout,
    TrainingTargets targets,
    int outputs)
    implements Batcher {

  /** Masks that minibatches carry for the recurrent layer: over padding, or none. */
  enum Masking {
    PADDING,
    NONE
  }

  @Override
  public int length(Example example) {
    int length = 0;
    for (float id : example.features()) {
      length += id == Vocabulary.PADDING ? 0 : 1;
    }
    return length;
  }

  @Override
  public DataSet trainingMinibatch(
      List<Example> examples, double progress, RandomGenerator random) {
    List<Example> changed = new ArrayList<>(examples.size());
    for (int row = 0; row < examples.size(); row++) {
      float[] sequence = sequences.of(examples, row, progress, random);
      Example example = examples.get(row);
      changed.add(
          new Example(
              example.index(), wordDropout.apply(sequence, progress, random), example.targets()));
    }
    return minibatch(changed, targets);
  }

  @Override
  public DataSet minibatch(List<Example> examples) {
    return minibatch(examples, new TrainingTargets.Labels(0, outputs));
  }

  private DataSet minibatch(List<Example> examples, TrainingTargets target) {
    int rows = examples.size();
    int length = examples.get(0).features().length;
    float[] ids = new float[rows * length];
    float[] labels = new float[rows * outputs];
    for (int row = 0; row < rows; row++) {
      Example example = examples.get(row);
      System.arraycopy(example.features(), 0, ids, row * length, length);
      target.put(example.features(), example.targets()[0], labels, row * outputs);
    }
    INDArray features = Nd4j.create(ids, new long[] {rows, length}, 'c');
    INDArray expected = Nd4j.create(labels, new long[] {rows, outputs}, 'c');
    return masking == Masking.PADDING
        ? new DataSet(features, expected, mask(ids, rows, length), null)
        : new DataSet(features, expected);
  }

  private static INDArray mask(float[] ids, int rows, int length) {
    float[] mask = new float[ids.length];
    for (int i = 0; i < ids.length; i++) {
      mask[i] = ids[i] == Vocabulary.PADDING ? 0 : 1;
    }
    return Nd4j.create(mask, new long[] {rows, length}, 'c');
  }
}
