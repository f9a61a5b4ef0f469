/** An embedding and a simple recurrent layer as one DL4J layer, near the speed of BLAS. */
package io.sparkrnn.nn.fused;
