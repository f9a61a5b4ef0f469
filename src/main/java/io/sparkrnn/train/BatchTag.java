package io.sparkrnn.train;

import java.io.Serializable;

/**
 * Identity of a minibatch, attached to its DataSet as metadata: DL4J passes it on to the training
 * hook, which records the examples that were trained on.
 *
 * @param epoch from 1
 * @param round within the epoch, from 0
 * @param batch minibatch of the shard within the epoch, from 0
 * @param indices indices of the examples in the minibatch
 * @param begun start of building the minibatch, in nanoseconds of {@link System#nanoTime}; for the
 *     first minibatch of a round, start of the task's work on its shard, which includes creating
 *     the replica
 */
record BatchTag(int epoch, int round, int shard, int batch, long[] indices, long begun)
    implements Serializable {}
