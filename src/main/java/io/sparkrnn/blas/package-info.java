/**
 * Loading of OpenBLAS: selects the library version and the core type, whose kernels compute the
 * matrix products.
 */
package io.sparkrnn.blas;
