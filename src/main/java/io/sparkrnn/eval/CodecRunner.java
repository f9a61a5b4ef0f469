package io.sparkrnn.eval;

import static java.util.function.Predicate.not;

import io.sparkrnn.error.BadDataException;
import io.sparkrnn.nn.NativeThreads;
import io.sparkrnn.nn.SerializableNetwork;
import io.sparkrnn.workload.Codec;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.TaskCores;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Runs the encoder or the decoder of a network on the executors. */
public final class CodecRunner {

  private final JavaSparkContext context;
  private final Codec codec;
  private final int batchSize;

  /**
   * Creates a coder.
   *
   * @param batchSize number of examples in a forward pass
   */
  public CodecRunner(JavaSparkContext context, Codec codec, int batchSize) {
    this.context = context;
    this.codec = codec;
    this.batchSize = batchSize;
  }

  /**
   * Encodes examples to latent vectors; evaluated lazily, as an RDD.
   *
   * @param labels labels by example index, as unsigned bytes; empty: not known
   * @param offset added to the index of each example in the result; labels are looked up by the
   *     index without it
   */
  public JavaRDD<ExampleVector> encode(
      MultiLayerNetwork network, JavaRDD<Example> examples, Optional<byte[]> labels, long offset) {
    Broadcast<byte[]> shared = context.broadcast(labels.orElse(new byte[0]));
    Codec encoder = codec;
    return through(
        network,
        examples,
        (restored, batch) -> {
          float[][] vectors = encoder.encode(restored, batch);
          List<ExampleVector> encoded = new ArrayList<>(vectors.length);
          for (int i = 0; i < vectors.length; i++) {
            long index = batch.get(i).index();
            encoded.add(
                new ExampleVector(offset + index, label(shared.value(), index), vectors[i]));
          }
          return encoded;
        });
  }

  private static OptionalInt label(byte[] labels, long index) {
    return index < labels.length ? OptionalInt.of(labels[(int) index] & 0xFF) : OptionalInt.empty();
  }

  /**
   * Decodes latent vectors to outputs; evaluated lazily, as an RDD.
   *
   * @throws BadDataException when evaluated, if a vector's length is not the network's latent size
   */
  public JavaRDD<ExampleVector> decode(MultiLayerNetwork network, JavaRDD<ExampleVector> vectors) {
    Codec decoder = codec;
    int size = codec.latentSize(network);
    return through(
        network,
        vectors,
        (restored, batch) -> {
          batch.forEach(vector -> requireLength(vector, size));
          float[][] outputs =
              decoder.decode(
                  restored, batch.stream().map(ExampleVector::values).toArray(float[][]::new));
          List<ExampleVector> decoded = new ArrayList<>(outputs.length);
          for (int i = 0; i < outputs.length; i++) {
            decoded.add(batch.get(i).with(outputs[i]));
          }
          return decoded;
        });
  }

  private static void requireLength(ExampleVector vector, int size) {
    if (vector.values().length != size) {
      throw new BadDataException(
          "the vector of index %d has %d values, but the model's latent size is %d"
              .formatted(vector.index(), vector.values().length, size));
    }
  }

  /** Operation on a batch of rows, with one result per row. */
  @FunctionalInterface
  private interface Step<T> extends Serializable {
    List<ExampleVector> apply(MultiLayerNetwork network, List<T> batch);
  }

  private <T> JavaRDD<ExampleVector> through(
      MultiLayerNetwork network, JavaRDD<T> rows, Step<T> step) {
    Broadcast<SerializableNetwork> sent = context.broadcast(SerializableNetwork.of(network));
    int cores = TaskCores.of(context.sc());
    int size = batchSize;
    return rows.mapPartitions(
        part -> {
          NativeThreads.limitTo(cores);
          MultiLayerNetwork restored = sent.value().restore();
          return Stream.iterate(batch(part, size), not(List::isEmpty), last -> batch(part, size))
              .flatMap(batch -> step.apply(restored, batch).stream())
              .iterator();
        });
  }

  private static <T> List<T> batch(Iterator<T> rows, int size) {
    List<T> batch = new ArrayList<>(size);
    while (batch.size() < size && rows.hasNext()) {
      batch.add(rows.next());
    }
    return batch;
  }
}
