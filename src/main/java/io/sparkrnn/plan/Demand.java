package io.sparkrnn.plan;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.config.AveragingSettings.Strategy;
import io.sparkrnn.config.FinishSettings;
import io.sparkrnn.config.FinishSettings.Keep;
import io.sparkrnn.config.FinishSettings.WeightAveraging;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.ModelSettings.EmbeddingStart;
import io.sparkrnn.config.TrainingSettings;
import io.sparkrnn.nn.Horizon;
import io.sparkrnn.workload.ExampleSize;
import io.sparkrnn.workload.Workload;
import java.util.List;
import java.util.OptionalInt;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;

/**
 * What a job has to hold and to send, as its settings say, wherever it runs.
 *
 * @param parameters floats of the network's weights
 * @param updaterState floats of the updater's state: with Adam two moments of each weight
 * @param ids the vocabulary may have
 * @param startVectors floats of learnt first vectors; 0: none are learnt
 * @param replicas the setting; empty: one per core
 * @param keepsUndo whether an epoch can be rolled back, for which the state before it is kept
 * @param keepsBest whether the best epoch's weights are kept
 * @param velocity whether an outer step has one
 * @param weightAverage whether a mean of weights is kept
 * @param checkpoints whether any are written
 * @param strategy of the averaging
 */
public record Demand(
    long parameters,
    long updaterState,
    int ids,
    long startVectors,
    ExampleSize example,
    Examples examples,
    int batchSize,
    int evaluationBatchSize,
    OptionalInt replicas,
    boolean keepsUndo,
    boolean keepsBest,
    boolean velocity,
    boolean weightAverage,
    boolean checkpoints,
    Strategy strategy) {

  public Demand {
    requireNonNull(example, "example is null");
    requireNonNull(examples, "examples is null");
    requireNonNull(replicas, "replicas is null");
    requireNonNull(strategy, "strategy is null");
  }

  /** Builds the network's configuration and counts; makes no network. */
  public static Demand of(JobConfig job, Workload workload, Examples examples) {
    long parameters = 0;
    long state = 0;
    MultiLayerConfiguration network = workload.network(List.of(), Horizon.none());
    for (NeuralNetConfiguration layer : network.getConfs()) {
      long count = layer.getLayer().initializer().numParams(layer);
      parameters += count;
      state += base(layer.getLayer()).getIUpdater().stateSize(count);
    }
    TrainingSettings training = job.training();
    FinishSettings finish = training.finish();
    return new Demand(
        parameters,
        state,
        job.text().vocabularySize(),
        job.model().start().embedding() == EmbeddingStart.LSA
            ? (long) job.text().vocabularySize() * job.model().embeddingSize()
            : 0,
        workload.exampleSize(),
        examples,
        training.batchSize(),
        job.evaluation().batchSize(),
        training.replicas(),
        training.rollback().limit() > 0,
        finish.keep() == Keep.BEST,
        training.averaging().strategy() == Strategy.MOMENTUM,
        finish.weightAveraging() != WeightAveraging.NONE,
        job.checkpoint().everyEpochs() > 0,
        training.averaging().strategy());
  }

  private static BaseLayer base(Layer layer) {
    return (BaseLayer)
        (layer instanceof BaseWrapperLayer wrapper ? wrapper.getUnderlying() : layer);
  }

  /** Bytes of the weights. */
  public long weightBytes() {
    return Float.BYTES * parameters;
  }

  /** Bytes of weights and updater state: what a replica is sent, and what it sends back. */
  public long replicaBytes() {
    return Float.BYTES * (parameters + updaterState);
  }

  /** Examples that executors hold at the same time. */
  long heldExamples() {
    // Training's shards are released before the test's are dealt out.
    return Math.max(examples.train(), examples.test());
  }
}
