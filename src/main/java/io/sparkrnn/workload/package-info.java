/** The interface between the job and its workloads: examples, networks, metrics and figures. */
package io.sparkrnn.workload;
