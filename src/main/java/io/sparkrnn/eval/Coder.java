package io.sparkrnn.eval;

import io.sparkrnn.error.BadDataException;
import io.sparkrnn.nn.NativeThreads;
import io.sparkrnn.nn.SentNetwork;
import io.sparkrnn.workload.Codec;
import io.sparkrnn.workload.Example;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Runs the halves of a network over examples and vectors on the executors. */
public final class Coder {

  private final JavaSparkContext context;
  private final Codec codec;
  private final int batchSize;

  /**
   * A coder.
   *
   * @param batchSize examples a pass
   */
  public Coder(JavaSparkContext context, Codec codec, int batchSize) {
    this.context = context;
    this.codec = codec;
    this.batchSize = batchSize;
  }

  /**
   * The vectors of examples, computed when they are asked for.
   *
   * @param labels by index; empty: none are known
   * @param offset added to the index of each example, but not where its label is looked up
   */
  public JavaRDD<Vector> encode(
      MultiLayerNetwork network, JavaRDD<Example> examples, Optional<byte[]> labels, long offset) {
    Broadcast<byte[]> shared = context.broadcast(labels.orElse(new byte[0]));
    Codec half = codec;
    return through(
        network,
        examples,
        (restored, batch) -> {
          float[][] vectors = half.encode(restored, batch);
          List<Vector> encoded = new ArrayList<>(vectors.length);
          for (int i = 0; i < vectors.length; i++) {
            long index = batch.get(i).index();
            encoded.add(new Vector(offset + index, label(shared.value(), index), vectors[i]));
          }
          return encoded;
        });
  }

  private static OptionalInt label(byte[] labels, long index) {
    return index < labels.length ? OptionalInt.of(labels[(int) index] & 0xFF) : OptionalInt.empty();
  }

  /**
   * What the network makes of vectors, computed when it is asked for.
   *
   * @throws BadDataException when computed, if a vector is not as long as the network's are
   */
  public JavaRDD<Vector> decode(MultiLayerNetwork network, JavaRDD<Vector> vectors) {
    Codec half = codec;
    int size = codec.latentSize(network);
    return through(
        network,
        vectors,
        (restored, batch) -> {
          batch.forEach(vector -> requireLength(vector, size));
          float[][] outputs =
              half.decode(restored, batch.stream().map(Vector::values).toArray(float[][]::new));
          List<Vector> decoded = new ArrayList<>(outputs.length);
          for (int i = 0; i < outputs.length; i++) {
            decoded.add(batch.get(i).with(outputs[i]));
          }
          return decoded;
        });
  }

  private static void requireLength(Vector vector, int size) {
    if (vector.values().length != size) {
      throw new BadDataException(
          "the vector of index %d has %d numbers, but the model's have %d"
              .formatted(vector.index(), vector.values().length, size));
    }
  }

  /** What is done with a batch. */
  @FunctionalInterface
  private interface Step<T> extends Serializable {
    List<Vector> apply(MultiLayerNetwork network, List<T> batch);
  }

  private <T> JavaRDD<Vector> through(MultiLayerNetwork network, JavaRDD<T> rows, Step<T> step) {
    Broadcast<SentNetwork> sent = context.broadcast(SentNetwork.of(network));
    int cores = context.sc().getConf().getInt("spark.task.cpus", 1);
    int size = batchSize;
    return rows.mapPartitions(
        part -> {
          NativeThreads.limitTo(cores);
          MultiLayerNetwork restored = sent.value().restore();
          return new Batches<>(part, size, batch -> step.apply(restored, batch));
        });
  }

  /** Takes rows batch by batch as results are asked for. */
  private static final class Batches<T> implements Iterator<Vector> {

    private final Iterator<T> rows;
    private final int size;
    private final Function<List<T>, List<Vector>> step;
    private Iterator<Vector> ready = Collections.emptyIterator();

    Batches(Iterator<T> rows, int size, Function<List<T>, List<Vector>> step) {
      this.rows = rows;
      this.size = size;
      this.step = step;
    }

    @Override
    public boolean hasNext() {
      return ready.hasNext() || rows.hasNext();
    }

    @Override
    public Vector next() {
      if (!ready.hasNext()) {
        List<T> batch = new ArrayList<>(size);
        while (batch.size() < size && rows.hasNext()) {
          batch.add(rows.next());
        }
        ready = step.apply(batch).iterator();
      }
      return ready.next();
    }
  }
}
