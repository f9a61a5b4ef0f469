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
 * which for the reference network takes longer than a minibatch.
 */
public final class Weights implements Externalizable {

  private static final long serialVersionUID = 1L;

  private static final int CHUNK = 1 << 16;

  private INDArray array;

  /** For deserialisation. */
  public Weights() {}

  /**
   * Sends {@code array}, which is not copied here.
   *
   * @param array of floats that lie one after the other
   */
  public Weights(INDArray array) {
    if (array.dataType() != DataType.FLOAT) {
      throw new IllegalArgumentException(
          "weights are %s, expected float".formatted(array.dataType()));
    }
    this.array = array;
  }

  /** The vector, [1, length] after a journey; within one JVM it may be that of the sender. */
  public INDArray array() {
    return array;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    FloatBuffer floats = memory(array);
    out.writeInt(floats.capacity());
    byte[] chunk = new byte[CHUNK * Float.BYTES];
    FloatBuffer view = littleEndian(chunk);
    for (int at = 0; at < floats.capacity(); at += CHUNK) {
      int count = Math.min(CHUNK, floats.capacity() - at);
      view.put(0, floats, at, count);
      out.write(chunk, 0, count * Float.BYTES);
    }
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    int length = in.readInt();
    array = Nd4j.createUninitialized(DataType.FLOAT, 1, length);
    FloatBuffer floats = memory(array);
    byte[] chunk = new byte[CHUNK * Float.BYTES];
    FloatBuffer view = littleEndian(chunk);
    for (int at = 0; at < length; at += CHUNK) {
      int count = Math.min(CHUNK, length - at);
      in.readFully(chunk, 0, count * Float.BYTES);
      floats.put(at, view, 0, count);
    }
  }

  private static FloatBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  private static FloatBuffer memory(INDArray array) {
    return new FloatPointer(array.data().addressPointer()).capacity(array.length()).asBuffer();
  }
}
