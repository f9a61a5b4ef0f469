package io.sparkrnn.workload.sentiment;

import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.Example;
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
 * @param wordDropout word dropout of training minibatches
 * @param labelSmoothing label smoothing of training minibatches, in [0, 1): the fraction by which a
 *     label is moved towards 1/2, or of more classes towards the same probability for each
 * @param outputs number of output units: 1 for two classes with one sigmoid, else that of classes
 */
record SequenceBatcher(Masking masking, WordDropout wordDropout, double labelSmoothing, int outputs)
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
    return minibatch(
        examples.stream().map(example -> changed(example, progress, random)).toList(),
        labelSmoothing);
  }

  private Example changed(Example example, double progress, RandomGenerator random) {
    return new Example(
        example.index(),
        wordDropout.apply(example.features(), progress, random),
        example.targets());
  }

  @Override
  public DataSet minibatch(List<Example> examples) {
    return minibatch(examples, 0);
  }

  private DataSet minibatch(List<Example> examples, double smoothing) {
    int rows = examples.size();
    int length = examples.get(0).features().length;
    float[] ids = new float[rows * length];
    float[] labels = new float[rows * outputs];
    for (int row = 0; row < rows; row++) {
      Example example = examples.get(row);
      System.arraycopy(example.features(), 0, ids, row * length, length);
      putLabel(labels, row * outputs, example.targets()[0], smoothing);
    }
    INDArray features = Nd4j.create(ids, new long[] {rows, length}, 'c');
    INDArray targets = Nd4j.create(labels, new long[] {rows, outputs}, 'c');
    return masking == Masking.PADDING
        ? new DataSet(features, targets, mask(ids, rows, length), null)
        : new DataSet(features, targets);
  }

  /** Writes the target probabilities of an example's outputs from {@code at} on. */
  private void putLabel(float[] labels, int at, float label, double smoothing) {
    if (outputs == 1) {
      labels[at] = (float) (label * (1 - smoothing) + smoothing / 2);
      return;
    }
    for (int output = 0; output < outputs; output++) {
      double target = output == (int) label ? 1 : 0;
      labels[at + output] = (float) (target * (1 - smoothing) + smoothing / outputs);
    }
  }

  private static INDArray mask(float[] ids, int rows, int length) {
    float[] mask = new float[ids.length];
    for (int i = 0; i < ids.length; i++) {
      mask[i] = ids[i] == Vocabulary.PADDING ? 0 : 1;
    }
    return Nd4j.create(mask, new long[] {rows, length}, 'c');
  }
}
