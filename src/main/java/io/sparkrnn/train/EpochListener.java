package io.sparkrnn.train;

import io.sparkrnn.train.TrainingOutcome.Rollback;
import java.util.List;
import java.util.function.Supplier;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Listener for the progress of training, such as a log, a metrics file or a progress display. */
public interface EpochListener {

  /** Called when training begins. */
  default void started(TrainingPlan plan) {}

  /** Called when the shards are on their executors, with the BLAS kernels of the replicas. */
  default void computesWith(ReplicaKernels kernels) {}

  /** Called when training resumes after these epochs, which an earlier job trained. */
  default void resumed(List<EpochRecord> before) {}

  /** Called when an epoch begins; {@code epoch} is counted from 1. */
  default void epochStarted(int epoch) {}

  /** Called when a diverged epoch was rolled back; it is trained again from the state before it. */
  default void rolledBack(Rollback rollback) {}

  /**
   * Called when an epoch is trained, checked against the ledger, and validated.
   *
   * @param network the network that would be the result if training ended now
   */
  default void epochEnded(EpochRecord record, MultiLayerNetwork network) {}

  /**
   * Called when an epoch has ended for all listeners, so that training can resume after it.
   *
   * @param state creates the state, which copies weights
   */
  default void resumable(Supplier<TrainingState> state) {}
}
