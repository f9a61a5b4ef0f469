package io.sparkrnn.blas;

import org.nd4j.linalg.cpu.nativecpu.CpuBackend;

/**
 * ND4J's CPU backend with a higher priority, so that ND4J selects it: it loads OpenBLAS through
 * {@link BlasLibrary} before the first use of ND4J, on the driver and in tasks.
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
