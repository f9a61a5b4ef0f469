package io.sparkrnn.workload;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Converts examples to and from rows of bytes, in which they are sent and stored; see {@link
 * CompactFloats}. Targets that are the same array as the features are stored once.
 *
 * @param metadata restores the examples' metadata
 */
public record ExampleCodec(ExampleMetadata.Decoder metadata) implements Serializable {

  private static final int OWN_TARGETS = 1;
  private static final int METADATA = 2;

  public ExampleCodec {
    requireNonNull(metadata, "metadata is null");
  }

  /** Returns the row of an example. */
  public static byte[] encode(Example example) {
    float[] features = example.features();
    float[] targets = example.targets();
    boolean ownTargets = targets != features;
    Optional<float[]> metadata = example.metadata().map(ExampleMetadata::encoded);

    boolean wholeFeatures = CompactFloats.isWhole(features);
    boolean wholeTargets = ownTargets && CompactFloats.isWhole(targets);
    int size =
        Long.BYTES
            + 1
            + CompactFloats.size(features, wholeFeatures)
            + (ownTargets ? CompactFloats.size(targets, wholeTargets) : 0)
            + metadata.map(values -> CompactFloats.size(values, false)).orElse(0);
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(example.index());
    out.put((byte) ((ownTargets ? OWN_TARGETS : 0) + (metadata.isPresent() ? METADATA : 0)));
    CompactFloats.put(features, wholeFeatures, out);
    if (ownTargets) {
      CompactFloats.put(targets, wholeTargets, out);
    }
    metadata.ifPresent(values -> CompactFloats.put(values, false, out));
    return out.array();
  }

  /** Returns the index of the example whose row begins at {@code from}. */
  public static long index(byte[] rows, int from) {
    return ByteBuffer.wrap(rows).order(ByteOrder.LITTLE_ENDIAN).getLong(from);
  }

  /** Returns the example whose row begins at {@code from}. */
  public Example decode(byte[] rows, int from) {
    ByteBuffer in = ByteBuffer.wrap(rows).order(ByteOrder.LITTLE_ENDIAN).position(from);
    long index = in.getLong();
    byte parts = in.get();
    float[] features = CompactFloats.next(in);
    float[] targets = (parts & OWN_TARGETS) == 0 ? features : CompactFloats.next(in);
    Optional<ExampleMetadata> decoded =
        (parts & METADATA) == 0
            ? Optional.empty()
            : Optional.of(metadata.decoded(CompactFloats.next(in)));
    return new Example(index, features, targets, decoded);
  }
}
