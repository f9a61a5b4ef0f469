package io.sparkrnn.nn.fused;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Floats outside the Java heap, accessed without copying as a pointer by BLAS and as a buffer by
 * Java loops. The memory is either owned, growable and reused, or that of an ND4J array.
 */
final class NativeFloats {

  private static final float[] ZEROS = new float[4096];

  /**
   * Alignment of owned memory in bytes: a cache line, which is also an AVX-512 vector. OpenBLAS's
   * products of small matrices take 1.35 times as long if each vector that they load spans two
   * lines (128 against 175 GFLOP/s), which is the case for memory from malloc.
   */
  private static final int ALIGNMENT = 64;

  /** Pointer for reading; separate from {@link #target} since each has a position of its own. */
  private FloatPointer source;

  private FloatPointer target;
  private FloatBuffer buffer;
  private long capacity;

  /** Owned memory, to be freed; null: none. */
  private FloatPointer own;

  /** Creates owned memory of length 0. */
  NativeFloats() {}

  private NativeFloats(FloatPointer memory) {
    use(memory);
  }

  /**
   * Returns the memory of an array whose elements are contiguous.
   *
   * @throws IllegalArgumentException if the elements are not floats
   */
  static NativeFloats of(INDArray array) {
    if (array.dataType() != DataType.FLOAT) {
      throw new IllegalArgumentException(
          "the fused layer only computes in float, but this array is " + array.dataType());
    }
    return new NativeFloats(
        new Memory(array.data().addressPointer().address(), array.length(), array));
  }

  /** Returns an array's elements in row-major order: its own memory if possible, else a copy's. */
  static NativeFloats rowByRow(INDArray array) {
    boolean asItIs =
        array.dataType() == DataType.FLOAT && array.ordering() == 'c' && !array.isView();
    return of(asItIs ? array : array.castTo(DataType.FLOAT).dup('c'));
  }

  /** Ensures room for {@code length} floats in owned memory; the content may be lost. */
  void reserve(long length) {
    if (length > capacity) {
      if (own != null) {
        own.close();
      }
      // An eighth more, so that a slightly larger minibatch needs no new allocation.
      long room = length + length / 8;
      own = new FloatPointer(room + ALIGNMENT / Float.BYTES);
      long address = (own.address() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
      use(new Memory(address, room, own));
    }
  }

  /** Copies the first {@code length} floats of {@code from} into owned memory. */
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

  /** Returns a pointer for reading from {@code position}; valid until the next call. */
  FloatPointer source(long position) {
    return source.position(position);
  }

  /** Returns a pointer for writing at {@code position}; valid until the next call. */
  FloatPointer target(long position) {
    return target.position(position);
  }

  /** Returns the memory from a position on. */
  Block from(long position) {
    return new Block(this, position);
  }

  /** Memory from a position on, as a factor or the result of a product. */
  record Block(NativeFloats floats, long position) {
    /** Returns a pointer for reading; valid until the next call. */
    FloatPointer source(long offset) {
      return floats.source(position + offset);
    }

    /** Returns a pointer for writing; valid until the next call. */
    FloatPointer target(long offset) {
      return floats.target(position + offset);
    }
  }

  void clear(long from, long length) {
    for (long at = 0; at < length; at += ZEROS.length) {
      int count = (int) Math.min(ZEROS.length, length - at);
      buffer.put(Math.toIntExact(from + at), ZEROS, 0, count);
    }
  }

  /** Pointer to memory that another object owns. */
  private static final class Memory extends FloatPointer {

    /** Referenced so that the memory is not freed while this pointer is reachable. */
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
