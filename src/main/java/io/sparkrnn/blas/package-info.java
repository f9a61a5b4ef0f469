/**
 * OpenBLAS as a process has it: which library is loaded, and with the kernels of which processor it
 * multiplies.
 */
package io.sparkrnn.blas;
