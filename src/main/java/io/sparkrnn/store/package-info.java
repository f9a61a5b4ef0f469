/**
 * Files of the job: runs, checkpoints, models, prepared data and tables, written atomically through
 * Hadoop's FileSystem. No other package writes files.
 */
package io.sparkrnn.store;
