package io.sparkrnn.data.file;

import io.sparkrnn.config.DataSettings;
import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.config.HadoopFiles;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.error.MessageText;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Lists and opens input paths on any Hadoop file system; failures name the path and, where known,
 * its setting.
 */
public final class InputFiles {

  private InputFiles() {}

  /**
   * Returns the status, with its fully qualified path, of the file or folder that a setting names.
   *
   * @param key the setting, for messages
   * @throws BadDataException naming the key and the qualified path if it does not exist or cannot
   *     be accessed
   */
  public static FileStatus require(String key, String path, Configuration hadoop) {
    if (path.isBlank()) {
      throw new BadDataException("%s is blank, expected a file or folder".formatted(key));
    }
    String shown = path;
    try {
      Path given = new Path(path);
      FileSystem files = HadoopFiles.of(given, hadoop);
      shown = files.makeQualified(given).toString();
      return files.getFileStatus(given);
    } catch (FileNotFoundException e) {
      throw new BadDataException(
          ("%s = '%s': %s does not exist; give a file or folder that the driver and all executors"
                  + " can read")
              .formatted(key, path, shown),
          e);
    } catch (IOException | IllegalArgumentException e) {
      throw new BadDataException(
          "%s = '%s': cannot look at %s: %s".formatted(key, path, shown, reason(e)), e);
    }
  }

  /**
   * Returns the file or folder at {@code data.path}, or empty for the embedded sample.
   *
   * @throws BadDataException if it does not exist or cannot be accessed
   * @throws ConfigurationException if {@code data.source} and {@code data.path} contradict each
   *     other
   */
  public static Optional<FileStatus> input(DataSettings data, Configuration hadoop) {
    boolean sample = data.source() == SourceKind.SAMPLE;
    if (data.tables().isGiven()) {
      throw new ConfigurationException(
          "data.table, data.query and data.format name tables, which this workload does not read; set data.path");
    }
    if (data.path().isEmpty()) {
      if (!sample && data.source() != SourceKind.AUTO) {
        throw new ConfigurationException(
            "%s = %s needs %s, which is not set"
                .formatted(DataSettings.SOURCE, data.source().spelling(), DataSettings.PATH));
      }
      return Optional.empty();
    }
    if (sample) {
      throw new ConfigurationException(
          "%s = sample reads the embedded sample, but %s is '%s'; remove one of them"
              .formatted(DataSettings.SOURCE, DataSettings.PATH, data.path().get()));
    }
    return Optional.of(require(DataSettings.PATH, data.path().get(), hadoop));
  }

  /** Whether the path exists and is a folder. */
  public static boolean isFolder(Path path, Configuration hadoop) {
    try {
      return HadoopFiles.of(path, hadoop).getFileStatus(path).isDirectory();
    } catch (FileNotFoundException e) {
      return false;
    } catch (IOException e) {
      throw new BadDataException("cannot look at %s: %s".formatted(path, reason(e)), e);
    }
  }

  /**
   * Returns the file at a path, or the files of the folder there and of its partitions; none if
   * nothing exists there.
   */
  public static List<InputFile> filesAt(Path path, Configuration hadoop) {
    try {
      FileStatus status = HadoopFiles.of(path, hadoop).getFileStatus(path);
      return status.isFile() ? List.of(InputFile.of(status)) : tableFiles(path, hadoop);
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw new BadDataException("cannot look at %s: %s".formatted(path, reason(e)), e);
    }
  }

  /**
   * Returns the files of a folder, sorted by path, without those that Spark and Hadoop treat as
   * hidden: names that begin with a dot or an underscore.
   */
  public static List<InputFile> visibleFiles(Path folder, Configuration hadoop) {
    List<InputFile> found = new ArrayList<>();
    list(folder, name -> false, found, hadoop);
    found.sort(Comparator.comparing(InputFile::path));
    return found;
  }

  /**
   * Returns the files of a folder as above, and those of its partitions ({@code ds=2026-01-31}).
   */
  public static List<InputFile> tableFiles(Path folder, Configuration hadoop) {
    List<InputFile> found = new ArrayList<>();
    list(folder, name -> name.indexOf('=') > 0, found, hadoop);
    found.sort(Comparator.comparing(InputFile::path));
    return found;
  }

  private static void list(
      Path folder, Predicate<String> entered, List<InputFile> found, Configuration hadoop) {
    try {
      RemoteIterator<FileStatus> statuses =
          HadoopFiles.of(folder, hadoop).listStatusIterator(folder);
      while (statuses.hasNext()) {
        FileStatus status = statuses.next();
        String name = status.getPath().getName();
        if (name.startsWith(".") || name.startsWith("_")) {
          continue;
        }
        if (status.isFile()) {
          found.add(InputFile.of(status));
        } else if (entered.test(name)) {
          list(status.getPath(), entered, found, hadoop);
        }
      }
    } catch (IOException e) {
      throw new BadDataException("cannot list %s: %s".formatted(folder, reason(e)), e);
    }
  }

  /** Opens a file for reading. */
  public static InputStream open(String path, Configuration hadoop) {
    try {
      Path file = new Path(path);
      return HadoopFiles.of(file, hadoop).open(file);
    } catch (IOException e) {
      throw new BadDataException("cannot open %s: %s".formatted(path, reason(e)), e);
    }
  }

  /** Returns why input could not be read, in one line. */
  public static String reason(Exception e) {
    return e instanceof EOFException ? "it ends too early" : MessageText.reason(e);
  }
}
