package io.sparkrnn.train;

import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.Example;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Spoils the targets of an epoch in its first attempts. The listener, on the driver, tells the
 * batcher, whose copies are in the tasks of the same JVM, by way of what both find under a name.
 */
record Spoiler(Batcher batcher, String name, int epoch, int attempts, Damage damage)
    implements Batcher {

  /** Whether minibatches are to be spoiled now, by name. */
  private static final ConcurrentMap<String, Boolean> ACTIVE = new ConcurrentHashMap<>();

  private static final AtomicInteger NAMES = new AtomicInteger();

  /** What becomes of targets. */
  enum Damage {
    NO_NUMBERS,
    TURNED_ROUND
  }

  static Spoiler of(TinyTraining training, int epoch, int attempts, Damage damage) {
    return new Spoiler(
        training.batcher(), "spoiler-" + NAMES.incrementAndGet(), epoch, attempts, damage);
  }

  @Override
  public DataSet minibatch(List<Example> examples) {
    return batcher.minibatch(examples);
  }

  @Override
  public int length(Example example) {
    return batcher.length(example);
  }

  @Override
  public DataSet trainingMinibatch(
      List<Example> examples, double progress, RandomGenerator random) {
    DataSet batch = batcher.trainingMinibatch(examples, progress, random);
    if (ACTIVE.getOrDefault(name, false)) {
      INDArray targets = batch.getLabels();
      switch (damage) {
        case NO_NUMBERS -> targets.assign(Double.NaN);
        case TURNED_ROUND -> targets.rsubi(1);
      }
    }
    return batch;
  }

  /** Counts the attempts; has to be among the listeners of the training. */
  EpochListener listener() {
    return new EpochListener() {
      private int attempt;

      @Override
      public void epochStarted(int started) {
        attempt += started == epoch ? 1 : 0;
        ACTIVE.put(name, started == epoch && attempt <= attempts);
      }
    };
  }
}
