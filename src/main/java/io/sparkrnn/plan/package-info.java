/** What a job needs of a machine or a cluster, and what would fail there, told before it begins. */
package io.sparkrnn.plan;
