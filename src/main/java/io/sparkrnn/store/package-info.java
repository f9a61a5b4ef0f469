/**
 * All files that the job writes, through Hadoop's file systems. {@link Storage} performs the single
 * operations with retries; {@link AtomicFolder} publishes a folder atomically, by a rename or, on
 * object stores, by a manifest. On top of these are {@link RunFolder}, {@link Checkpoints}, {@link
 * ModelRegistry}, {@link PreparedCache} and {@link NetworkZip}. {@link RunLock} keeps two jobs from
 * writing the same run.
 *
 * <p>No other package writes files, which a test enforces. This package must not decide what is
 * written, and must not depend on {@code fit} or {@code cli}.
 */
package io.sparkrnn.store;
