package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.blas.BlasInfo;
import io.sparkrnn.blas.BlasLibrary;
import io.sparkrnn.blas.CoreType;
import java.util.Optional;

/**
 * Settings of matrix multiplication by OpenBLAS ({@code blas.*}).
 *
 * @param coreType core type whose kernels the driver and all executors use; empty: OpenBLAS chooses
 *     in each process
 */
public record BlasSettings(Optional<CoreType> coreType) {

  public BlasSettings {
    requireNonNull(coreType, "coreType is null");
  }

  static BlasSettings read(SettingsReader read) {
    return new BlasSettings(read.coreType("blas.core-type"));
  }

  /**
   * Loads OpenBLAS into this process with the kernels of the core type.
   *
   * @throws io.sparkrnn.error.ConfigurationException if this process cannot use these kernels
   */
  public BlasInfo load() {
    return coreType.map(BlasLibrary::load).orElseGet(BlasLibrary::load);
  }
}
