package io.sparkrnn.nn.fused;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Floats outside the Java heap, seen by BLAS as a pointer and by Java loops as a buffer: neither
 * copies. Either memory of its own that grows and is reused, or the memory of an array of ND4J.
 */
final class NativeFloats {

  private static final float[] ZEROS = new float[4096];

  /**
   * Where memory of its own begins: at a line of the cache, which is also a vector of AVX-512.
   * OpenBLAS's products of small matrices take 1.35 times as long if each vector that they load
   * lies in two lines (128 against 175 GFLOP/s), as it does in what malloc gives.
   */
  private static final int ALIGNMENT = 64;

  /** A matrix is read through one pointer and written through another, each with its position. */
  private FloatPointer source;

  private FloatPointer target;
  private FloatBuffer buffer;
  private long capacity;

  /** What is to be freed; null: nothing. */
  private FloatPointer own;

  /** Room for nothing yet. */
  NativeFloats() {}

  private NativeFloats(FloatPointer memory) {
    use(memory);
  }

  /**
   * The memory of an array whose elements lie one after the other.
   *
   * @throws IllegalArgumentException if it is not of floats
   */
  static NativeFloats of(INDArray array) {
    if (array.dataType() != DataType.FLOAT) {
      throw new IllegalArgumentException(
          "the fused layer computes in float, this array is " + array.dataType());
    }
    return new NativeFloats(
        new Memory(array.data().addressPointer().address(), array.length(), array));
  }

  /** An array's elements row by row: its own memory if they lie so, else that of a copy. */
  static NativeFloats rowByRow(INDArray array) {
    boolean asItIs =
        array.dataType() == DataType.FLOAT && array.ordering() == 'c' && !array.isView();
    return of(asItIs ? array : array.castTo(DataType.FLOAT).dup('c'));
  }

  /** Makes room for {@code length} floats; what was there may be lost. */
  void reserve(long length) {
    if (length > capacity) {
      if (own != null) {
        own.close();
      }
      // An eighth more, so that a slightly larger minibatch does not move it again.
      long room = length + length / 8;
      own = new FloatPointer(room + ALIGNMENT / Float.BYTES);
      long address = (own.address() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
      use(new Memory(address, room, own));
    }
  }

  /** Becomes a copy of the first {@code length} floats of another, in memory of its own. */
  void copy(NativeFloats from, int length) {
    reserve(length);
    buffer.put(0, from.buffer, 0, length);
  }

  private void use(FloatPointer memory) {
    source = memory;
    target = new Memory(memory.address(), memory.capacity(), memory);
    buffer = memory.asBuffer();
    capacity = memory.capacity();
  }

  FloatBuffer buffer() {
    return buffer;
  }

  /** For reading from {@code position}; valid until the next call. */
  FloatPointer source(long position) {
    return source.position(position);
  }

  /** For writing at {@code position}; valid until the next call. */
  FloatPointer target(long position) {
    return target.position(position);
  }

  void clear(long from, long length) {
    for (long at = 0; at < length; at += ZEROS.length) {
      int count = (int) Math.min(ZEROS.length, length - at);
      buffer.put(Math.toIntExact(from + at), ZEROS, 0, count);
    }
  }

  /** A pointer to memory that something else owns. */
  private static final class Memory extends FloatPointer {

    /** Keeps the memory from being freed while this is in use. */
    @SuppressWarnings("unused")
    private final Object owner;

    Memory(long address, long length, Object owner) {
      super((Pointer) null);
      this.address = address;
      this.capacity = length;
      this.limit = length;
      this.owner = owner;
    }
  }
}
