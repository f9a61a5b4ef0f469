/** Configuration: reads, checks and merges settings, and converts them to typed records. */
package io.sparkrnn.config;
