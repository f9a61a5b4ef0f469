package io.sparkrnn.train;

import io.sparkrnn.train.TrainingAccumulator.Key;
import io.sparkrnn.train.TrainingAccumulator.ShardRecord;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.MetricsFactory;
import io.sparkrnn.workload.Scores;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.spark.api.TrainingHook;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Training hook of DL4J's worker that records each minibatch after the network was trained on it,
 * so that the ledger counts examples that were used rather than examples that were handed over.
 * Metrics come from the outputs of the training pass, computed from the last hidden activations:
 * that costs one small matrix product instead of a second forward pass.
 */
final class ReplicaMonitor implements TrainingHook {

  private static final long serialVersionUID = 1L;

  private final TrainingAccumulator account;
  private final LongAccumulator progress;
  private final MetricsFactory factory;
  private transient OutputTap tap;

  /** Creates a monitor whose copies on the executors report to this one. */
  ReplicaMonitor(SparkContext context, MetricsFactory factory) {
    this.account = new TrainingAccumulator(factory);
    this.progress = context.longAccumulator(EpochTrainer.PROGRESS);
    this.factory = factory;
    context.register(account);
  }

  /** Forgets what was recorded so far. */
  void reset() {
    account.reset();
    progress.reset();
  }

  /** Returns the records of the replicas so far. */
  Map<Key, ShardRecord> records() {
    return account.value();
  }

  /** Returns the scores over all minibatches so far, each while training on it. */
  Scores scores() {
    Metrics all = factory.create();
    records().values().forEach(record -> all.merge(record.metrics()));
    return all.scores();
  }

  @Override
  public void preUpdate(DataSet minibatch, Model model) {
    if (tap == null || tap.model != model) {
      tap = new OutputTap(model);
      ((MultiLayerNetwork) model).addListeners(tap);
    }
    tap.minibatch = minibatch;
    tap.metrics = factory.create();
  }

  @Override
  public void postUpdate(DataSet minibatch, Model model) {
    ShardBatches.Tag tag = (ShardBatches.Tag) minibatch.getExampleMetaData().get(0);
    account.add(
        new TrainingAccumulator.Batch(
            tag, tap.metrics, System.nanoTime() - tag.begun(), ExecutorName.present()));
    progress.add(tag.indices().length);
  }

  @Override
  public void preUpdate(MultiDataSet minibatch, Model model) {
    throw new IllegalStateException("only networks with one input and one output are supported");
  }

  @Override
  public void postUpdate(MultiDataSet minibatch, Model model) {
    throw new IllegalStateException("only networks with one input and one output are supported");
  }

  /** Computes the output layer's outputs from the activations that DL4J passes to listeners. */
  private final class OutputTap extends BaseTrainingListener {

    private final Model model;
    private DataSet minibatch;
    private Metrics metrics;

    OutputTap(Model model) {
      this.model = model;
    }

    @Override
    public void onForwardPass(Model trained, List<INDArray> activations) {
      org.deeplearning4j.nn.api.Layer output = ((MultiLayerNetwork) trained).getOutputLayer();
      INDArray hidden = activations.get(activations.size() - 1);
      INDArray preOutput = hidden.mmul(output.getParam("W")).addiRowVector(output.getParam("b"));
      INDArray outputs =
          ((BaseLayer) output.conf().getLayer()).getActivationFn().getActivation(preOutput, false);
      ShardBatches.Tag tag = (ShardBatches.Tag) minibatch.getExampleMetaData().get(0);
      float[] targets = minibatch.getLabels().dup('c').data().asFloat();
      float[] predicted = outputs.dup('c').data().asFloat();
      int width = predicted.length / tag.indices().length;
      for (int i = 0; i < tag.indices().length; i++) {
        metrics.add(tag.indices()[i], row(targets, i, width), row(predicted, i, width));
      }
    }

    private static float[] row(float[] matrix, int row, int width) {
      return Arrays.copyOfRange(matrix, row * width, (row + 1) * width);
    }
  }
}
