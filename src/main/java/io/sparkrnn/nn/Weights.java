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
 * A vector of floats on its way between driver and executors. ND4J sends its arrays float by float,
 * which for the reference network takes longer than a minibatch; and what it receives lies outside
 * the heap, where it stays until the garbage collector, which does not see it, happens to run.
 */
public final class Weights implements Externalizable {

  private static final long serialVersionUID = 1L;

  private static final int CHUNK = 1 << 16;

  /** The sender's array, read when it is sent; or null, and the floats themselves. */
  private INDArray source;

  private float[] values;

  /** For deserialisation. */
  public Weights() {}

  private Weights(INDArray source, float[] values) {
    this.source = source;
    this.values = values;
  }

  /**
   * Sends {@code array} as it is at that time; it must not change before.
   *
   * @param array of floats that lie one after the other
   */
  public static Weights of(INDArray array) {
    if (array.dataType() != DataType.FLOAT) {
      throw new IllegalArgumentException(
          "weights are %s, expected float".formatted(array.dataType()));
    }
    return new Weights(array, null);
  }

  /** Sends a copy, which lies in the heap; {@code array} can be closed. */
  public static Weights copyOf(INDArray array) {
    FloatBuffer floats = memory(of(array).source);
    float[] values = new float[floats.capacity()];
    floats.get(values);
    return new Weights(null, values);
  }

  /** Of floats that nobody changes from now on. */
  public static Weights of(float[] values) {
    return new Weights(null, values);
  }

  /** The floats, which the caller leaves as they are. */
  public float[] values() {
    return source == null ? values : copyOf(source).values;
  }

  /** A new array, [1, length], which the caller may change and should close. */
  public INDArray newArray() {
    int length = length();
    INDArray array = Nd4j.createUninitialized(DataType.FLOAT, 1, length);
    copy(0, memory(array), 0, length);
    return array;
  }

  private int length() {
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
