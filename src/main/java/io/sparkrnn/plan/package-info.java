/** Resource estimates and preflight checks of a job on a machine or cluster, before it starts. */
package io.sparkrnn.plan;
