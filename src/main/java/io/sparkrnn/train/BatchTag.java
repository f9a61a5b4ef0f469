package io.sparkrnn.train;

import java.io.Serializable;

/**
 * Travels with a minibatch through DL4J and says, at the other end, which examples it holds.
 *
 * @param begun when its making began, by {@link System#nanoTime}; in the first one of a round, when
 *     the task came to its shard, so that the making of the replica counts too
 */
record BatchTag(int epoch, int round, int shard, int batch, long[] indices, long begun)
    implements Serializable {}
