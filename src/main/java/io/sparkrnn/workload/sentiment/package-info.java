/** Sentiment classification of reviews: from a sequence of word ids to one probability. */
package io.sparkrnn.workload.sentiment;
