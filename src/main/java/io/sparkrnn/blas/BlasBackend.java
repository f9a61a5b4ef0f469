package io.sparkrnn.blas;

import org.nd4j.linalg.cpu.nativecpu.CpuBackend;

/**
 * ND4J's own backend for processors, found by it before that one: whoever asks ND4J for anything
 * first, on the driver or in a task, OpenBLAS is loaded as {@link BlasLibrary} wants it.
 */
public final class BlasBackend extends CpuBackend {

  @Override
  public boolean isAvailable() {
    BlasLibrary.load();
    return super.isAvailable();
  }

  @Override
  public int getPriority() {
    return super.getPriority() + 1;
  }
}
