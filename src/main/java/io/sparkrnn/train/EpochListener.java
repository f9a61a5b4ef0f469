package io.sparkrnn.train;

import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Is told how training goes: shows it, writes it down, keeps checkpoints. */
public interface EpochListener {

  /** Training begins. */
  default void started(TrainingPlan plan) {}

  /** The replicas are placed: these are the kernels that they compute with. */
  default void computesWith(ReplicaKernels kernels) {}

  /** Training goes on after these epochs, which were trained by an earlier job. */
  default void resumed(List<EpochRecord> before) {}

  /** An epoch begins. */
  default void epochStarted(int epoch) {}

  /** An epoch went wrong: everything is as it was before it, and it is trained again. */
  default void rolledBack(Rollback rollback) {}

  /**
   * An epoch is trained, accounted for and validated.
   *
   * @param network what would be the result if training ended now
   */
  default void epochEnded(EpochRecord record, MultiLayerNetwork network) {}
}
