package io.sparkrnn.train;

import java.io.Serializable;

/** Travels with a minibatch through DL4J and says, at the other end, which examples it holds. */
record BatchTag(int epoch, int round, int shard, int batch, long[] indices)
    implements Serializable {}
