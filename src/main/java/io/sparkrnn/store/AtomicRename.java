package io.sparkrnn.store;

import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Tells file systems that rename a folder in one step from object stores, which copy and delete its
 * objects one by one.
 */
final class AtomicRename {

  /**
   * Hadoop property with further schemes to be treated as object stores, separated by commas.
   *
   * <p>A Hadoop property rather than a setting, since executors and {@code models} need it too.
   */
  static final String OBJECT_STORES_PROPERTY = "spark-rnn.object-stores";

  private static final Set<String> FILE_SYSTEMS = Set.of("file", "hdfs", "webhdfs", "swebhdfs");

  private static final Set<String> OBJECT_STORES =
      Set.of("s3", "s3a", "s3n", "gs", "wasb", "wasbs", "oss", "cosn", "obs", "swift");

  private static final Set<String> AZURE = Set.of("abfs", "abfss");

  private AtomicRename() {}

  static boolean isSupported(FileSystem fileSystem, Path path, Configuration hadoop)
      throws IOException {
    String scheme = fileSystem.getUri().getScheme();
    if (Arrays.asList(hadoop.getTrimmedStrings(OBJECT_STORES_PROPERTY)).contains(scheme)
        || OBJECT_STORES.contains(scheme)) {
      return false;
    }
    if (FILE_SYSTEMS.contains(scheme)) {
      return true;
    }
    // Azure's store has folders, and access lists, only with a hierarchical namespace. What cannot
    // append is most likely an object store.
    return fileSystem.hasPathCapability(
        path,
        AZURE.contains(scheme) ? CommonPathCapabilities.FS_ACLS : CommonPathCapabilities.FS_APPEND);
  }
}
