/** Sentiment of reviews: one sequence of word ids in, one probability out. */
package io.sparkrnn.workload.sentiment;
