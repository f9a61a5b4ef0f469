/**
 * Selection of the OpenBLAS library and of its kernels, once per process. {@link BlasLibrary} loads
 * the newest OpenBLAS that the system can run, before ND4J loads its own, and {@link BlasBackend}
 * makes sure that ND4J takes this path. {@link CoreType} names the kernels that a processor can
 * run; with {@code blas.core-type} all processes use the same ones, so that results are bitwise
 * equal on different processors.
 *
 * <p>The package depends on {@code error} alone. It must not use Spark, since it runs in executors
 * before anything else does.
 */
package io.sparkrnn.blas;
