package io.sparkrnn.plan;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.baseline.LinearBaseline;
import io.sparkrnn.baseline.NgramTeacher;
import io.sparkrnn.config.AveragingSettings.Strategy;
import io.sparkrnn.config.DataSettings.Storage;
import io.sparkrnn.config.FinishSettings;
import io.sparkrnn.config.FinishSettings.Keep;
import io.sparkrnn.config.FinishSettings.WeightAveraging;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.TrainingSettings;
import io.sparkrnn.nn.OptimizerConfiguration;
import io.sparkrnn.nn.TrainingLength;
import io.sparkrnn.workload.ExampleSize;
import io.sparkrnn.workload.Workload;
import java.util.List;
import java.util.OptionalInt;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;

/**
 * Resource estimate of a job: the data that it holds in memory and sends, as determined by its
 * settings. Independent of the cluster.
 *
 * @param parameters number of parameters of the network
 * @param updaterState number of floats of the updater state; for Adam two moments per parameter
 * @param ids maximum size of the vocabulary
 * @param pretrainedFloats number of floats of the pretrained embedding; 0: none is computed
 * @param example memory per example
 * @param examples number of examples
 * @param shuffleWindow number of examples that are shuffled together
 * @param storage where executors keep their examples
 * @param batchSize number of examples per training minibatch
 * @param evaluationBatchSize number of examples per forward pass of validation and test
 * @param replicas number of replicas; empty: one per core
 * @param keepsUndo whether epochs can be rolled back, so that the state before each is kept
 * @param keepsBest whether the weights of the best epoch are kept
 * @param velocity whether the outer optimizer has a momentum vector
 * @param weightAverage whether a running average of the weights is kept
 * @param checkpoints whether checkpoints are written
 * @param strategy averaging strategy
 * @param linearBytes bytes of the heap of the task that trains the linear baseline or the teacher;
 *     0: none is trained
 */
public record ResourceEstimate(
    long parameters,
    long updaterState,
    int ids,
    long pretrainedFloats,
    ExampleSize example,
    InputCounts examples,
    int shuffleWindow,
    Storage storage,
    int batchSize,
    int evaluationBatchSize,
    OptionalInt replicas,
    boolean keepsUndo,
    boolean keepsBest,
    boolean velocity,
    boolean weightAverage,
    boolean checkpoints,
    Strategy strategy,
    long linearBytes) {

  public ResourceEstimate {
    requireNonNull(example, "example is null");
    requireNonNull(examples, "examples is null");
    requireNonNull(replicas, "replicas is null");
    requireNonNull(storage, "storage is null");
    requireNonNull(strategy, "strategy is null");
  }

  /** Computes the estimate from the network's configuration; does not allocate the network. */
  public static ResourceEstimate of(JobConfig job, Workload workload, InputCounts examples) {
    long parameters = 0;
    long state = 0;
    MultiLayerConfiguration network = workload.network(List.of(), TrainingLength.none());
    for (NeuralNetConfiguration layer : network.getConfs()) {
      long count = layer.getLayer().initializer().numParams(layer);
      parameters += count;
      state += OptimizerConfiguration.base(layer.getLayer()).getIUpdater().stateSize(count);
    }
    TrainingSettings training = job.training();
    FinishSettings finish = training.finish();
    return new ResourceEstimate(
        parameters,
        state,
        workload.vocabularySize().words(),
        workload.vocabularySize().vectors(),
        workload.exampleSize(),
        examples,
        job.data().shuffleWindow(),
        job.data().storage(),
        training.batchSize(),
        job.evaluation().batchSize(),
        training.replicas(),
        training.rollback().limit() > 0,
        finish.keep() == Keep.BEST,
        training.averaging().strategy() == Strategy.MOMENTUM,
        finish.weightAveraging() != WeightAveraging.NONE,
        job.checkpoint().everyEpochs() > 0,
        training.averaging().strategy(),
        // One after the other.
        Math.max(
            LinearBaseline.taskBytes(job, workload, examples.train()),
            NgramTeacher.taskBytes(job, workload, examples.train())));
  }

  /**
   * Returns the most bytes of training examples on the local disk of a process: in files of the
   * shuffle that assigns them to shards and, if they do not fit in memory, in stored blocks.
   */
  public long localDiskBytes(ClusterShape shape) {
    return 2 * example.rowBytes() * ((examples.held() + shape.workers() - 1) / shape.workers());
  }

  /** Returns the size of the weights in bytes. */
  public long weightBytes() {
    return Float.BYTES * parameters;
  }

  /**
   * Returns the size of weights and updater state in bytes, which are sent to each replica and
   * returned by it.
   */
  public long replicaBytes() {
    return Float.BYTES * (parameters + updaterState);
  }
}
