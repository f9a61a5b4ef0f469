/**
 * The only place that writes outside the process, through Hadoop's FileSystem, whole or not at all.
 */
package io.sparkrnn.store;
