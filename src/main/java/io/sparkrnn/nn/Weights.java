package io.sparkrnn.nn;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Vector of floats with a fast serialization, for sending between driver and executors. ND4J
 * serializes its arrays float by float, which for the reference network takes longer than a
 * minibatch. It also deserializes into memory outside the heap, which is only freed when the
 * garbage collector, unaware of its size, happens to run.
 */
public final class Weights implements FloatVector, Externalizable {

  private static final long serialVersionUID = 1L;

  private static final int CHUNK = 1 << 16;

  /** Array of the sender, read on serialization; null if {@link #values} has the floats. */
  private INDArray source;

  private float[] values;

  /** For deserialization. */
  public Weights() {}

  private Weights(INDArray source, float[] values) {
    this.source = source;
    this.values = values;
  }

  /**
   * Returns a view of {@code array}, which must not change until the view is serialized.
   *
   * @param array array of floats, contiguous in memory
   */
  public static Weights of(INDArray array) {
    if (array.dataType() != DataType.FLOAT) {
      throw new IllegalArgumentException(
          "weights are %s, expected float".formatted(array.dataType()));
    }
    return new Weights(array, null);
  }

  /** Returns a copy of {@code array} in the heap; {@code array} can be closed afterwards. */
  public static Weights copyOf(INDArray array) {
    return copyOf(array, 0, Math.toIntExact(array.length()));
  }

  /** Returns a copy of {@code count} floats of {@code array}, beginning at {@code from}. */
  public static Weights copyOf(INDArray array, int from, int count) {
    float[] values = new float[count];
    memory(of(array).source).get(from, values);
    return new Weights(null, values);
  }

  /** Wraps {@code values} without a copy; the caller must not change them afterwards. */
  public static Weights of(float[] values) {
    return new Weights(null, values);
  }

  /** Returns the floats, which the caller must not change. */
  public float[] values() {
    return source == null ? values : copyOf(source).values;
  }

  /** Returns a new array, [1, length], which the caller may change and should close. */
  public INDArray newArray() {
    int length = length();
    INDArray array = Nd4j.createUninitialized(DataType.FLOAT, 1, length);
    copy(0, memory(array), 0, length);
    return array;
  }

  /** Copies the floats to {@code array}, beginning at {@code at}. */
  public void copyTo(INDArray array, int at) {
    copy(0, memory(array), at, length());
  }

  @Override
  public void read(int from, float[] to, int count) {
    copy(from, FloatBuffer.wrap(to), 0, count);
  }

  @Override
  public long bytes() {
    return (long) Float.BYTES * length();
  }

  /** Returns the L2 distance to {@code other}, an array of as many floats. */
  public double distance(INDArray other) {
    if (source != null) {
      return other.distance2(source);
    }
    try (INDArray own = newArray()) {
      return other.distance2(own);
    }
  }

  @Override
  public int length() {
    return source == null ? values.length : Math.toIntExact(source.length());
  }

  private void copy(int from, FloatBuffer to, int toAt, int count) {
    if (source == null) {
      to.put(toAt, values, from, count);
    } else {
      to.put(toAt, memory(source), from, count);
    }
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    int length = length();
    out.writeInt(length);
    byte[] chunk = new byte[CHUNK * Float.BYTES];
    FloatBuffer view = littleEndian(chunk);
    for (int at = 0; at < length; at += CHUNK) {
      int count = Math.min(CHUNK, length - at);
      copy(at, view, 0, count);
      out.write(chunk, 0, count * Float.BYTES);
    }
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    values = new float[in.readInt()];
    byte[] chunk = new byte[CHUNK * Float.BYTES];
    FloatBuffer view = littleEndian(chunk);
    for (int at = 0; at < values.length; at += CHUNK) {
      int count = Math.min(CHUNK, values.length - at);
      in.readFully(chunk, 0, count * Float.BYTES);
      view.get(0, values, at, count);
    }
  }

  private static FloatBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  private static FloatBuffer memory(INDArray array) {
    return new FloatPointer(array.data().addressPointer()).capacity(array.length()).asBuffer();
  }
}
