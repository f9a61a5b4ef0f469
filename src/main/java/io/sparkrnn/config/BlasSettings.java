package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.blas.Blas;
import io.sparkrnn.blas.BlasLibrary;
import io.sparkrnn.blas.CoreType;
import java.util.Optional;

/**
 * Kernels that matrices are multiplied with ({@code blas.*}).
 *
 * @param coreType whose kernels driver and executors compute with; empty: whichever OpenBLAS
 *     chooses in each process
 */
public record BlasSettings(Optional<CoreType> coreType) {

  public BlasSettings {
    requireNonNull(coreType, "coreType is null");
  }

  /**
   * Loads OpenBLAS with these kernels into this process.
   *
   * @throws io.sparkrnn.error.ConfigurationException if it cannot compute with them
   */
  public Blas load() {
    return coreType.map(BlasLibrary::load).orElseGet(BlasLibrary::load);
  }
}
