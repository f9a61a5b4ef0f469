/**
 * Input files on any Hadoop file system. {@link InputFiles} lists and opens them, {@link
 * SourceKindDetector} recognizes the kind of an input by file names, and {@link Fingerprint}
 * identifies an input, so that prepared data can be reused. Files may be damaged or hostile: {@link
 * LimitedInputStream} bounds what decompression yields.
 *
 * <p>The package must not know what rows mean, and it only reads; all writing is in {@code store}.
 */
package io.sparkrnn.data.file;
