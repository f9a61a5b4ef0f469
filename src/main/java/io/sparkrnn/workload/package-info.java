/** The seam: what one thing this job can learn says of its examples, network and metrics. */
package io.sparkrnn.workload;
