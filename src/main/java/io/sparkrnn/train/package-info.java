/**
 * Data-parallel training. {@link Shards} assigns examples to replicas, {@link TrainingLoop} runs
 * epoch after epoch, and {@link EpochTrainer} runs the averaging rounds of one epoch and checks the
 * {@link EpochLedger}. {@link ReplicaTrainer} and {@link OrderedAveragingMaster} extend DL4J's
 * trainer, which fits one replica per partition; {@link ReplicaMean} averages them. {@link
 * TrainingState} is all that is needed to resume.
 *
 * <p>This is the only package that knows DL4J's Spark module. It must not depend on concrete
 * workloads, and must not write files: listeners do.
 */
package io.sparkrnn.train;
