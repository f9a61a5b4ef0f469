package io.sparkrnn.config;

import io.sparkrnn.error.MessageText;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.util.VersionInfo;

/** Finds the Hadoop file system of a path; says what to do if its client is missing. */
public final class HadoopFiles {

  /** Schemes whose client is in hadoop-aws. */
  private static final Set<String> AWS = Set.of("s3", "s3a", "s3n");

  /**
   * How often S3A tries again. By its own defaults, a store that cannot be reached is told after
   * ten minutes or more for each request; by these, after about a minute.
   */
  private static final Map<String, String> PATIENCE =
      Map.of("fs.s3a.attempts.maximum", "4", "fs.s3a.retry.limit", "5");

  private HadoopFiles() {}

  /** Returns the defaults of this program for Hadoop properties that no file of the site sets. */
  public static Map<String, String> defaults(Configuration hadoop) {
    return PATIENCE.entrySet().stream()
        .filter(entry -> !isSetBySite(entry.getKey(), hadoop))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static boolean isSetBySite(String name, Configuration hadoop) {
    String[] sources = hadoop.getPropertySources(name);
    return sources != null
        && Arrays.stream(sources).anyMatch(source -> !source.contains("core-default.xml"));
  }

  /**
   * Returns the file system of a path.
   *
   * @throws NoClientException if its client is not on the class path, or does not fit the Hadoop
   *     that is
   * @throws IOException if the client cannot be set up
   */
  public static FileSystem of(Path path, Configuration hadoop) throws IOException {
    try {
      return path.getFileSystem(hadoop);
    } catch (UnsupportedFileSystemException e) {
      throw missing(path, e);
    } catch (RuntimeException e) {
      // Hadoop wraps a class that is named by fs.SCHEME.impl and not found.
      if (ExceptionUtils.indexOfType(e, ClassNotFoundException.class) >= 0) {
        throw missing(path, e);
      }
      throw e;
    } catch (LinkageError e) {
      throw new NoClientException(
          "the client of '%s' does not fit Hadoop %s, which is on the class path (%s); give its jars in that version%s"
              .formatted(
                  path.toUri().getScheme(),
                  VersionInfo.getVersion(),
                  MessageText.reason(e),
                  packages(path)),
          e);
    }
  }

  /** Failure to find Hadoop's client for a scheme. */
  public static final class NoClientException extends IOException {

    private static final long serialVersionUID = 1;

    NoClientException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private static NoClientException missing(Path path, Exception e) {
    return new NoClientException(
        "there is no client for '%s' on the class path; give its jars to spark-submit%s"
            .formatted(path.toUri().getScheme(), packages(path)),
        e);
  }

  private static String packages(Path path) {
    return AWS.contains(path.toUri().getScheme())
        ? ", such as: submit/train.sh --packages org.apache.hadoop:hadoop-aws:%s -- train … (and paths that begin with s3a://)"
            .formatted(VersionInfo.getVersion())
        : ", with --packages or --jars";
  }
}
