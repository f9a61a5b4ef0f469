/** DL4J layers that fuse embedding and simple recurrent layer, for speed close to that of BLAS. */
package io.sparkrnn.nn.fused;
