package io.sparkrnn.data.image;

import io.sparkrnn.config.DataSettings;
import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.data.Split;
import io.sparkrnn.data.file.InputFile;
import io.sparkrnn.data.file.InputFiles;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.ConfigurationException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;

/**
 * Creates the source of the images at {@code data.path} and {@code data.test-path}. In a folder,
 * files are found by MNIST's names: {@code train-images-idx3-ubyte}, {@code t10k-images-idx3-ubyte}
 * and, for labels, {@code train-labels-idx1-ubyte} and {@code t10k-labels-idx1-ubyte}. Each may end
 * in {@code .gz}, and the second hyphen may be a dot.
 */
public final class ImageSources {

  private static final String TEST_PATH = "data.test-path";
  private static final String IMAGES = "-images-idx3-ubyte";
  private static final String LABELS = "-labels-idx1-ubyte";

  private ImageSources() {}

  /**
   * Creates the configured source and reads the headers of its files; without a path, it is the
   * embedded sample.
   *
   * @throws BadDataException if there are no images, or a file is not a valid IDX file
   * @throws ConfigurationException if {@code data.source} is a kind that holds no images, or is
   *     {@code sample} although {@code data.path} is set
   */
  public static ImageSource open(
      DataSettings settings, Optional<String> testPath, Configuration hadoop) {
    requireKind(settings);
    Optional<FileStatus> input = InputFiles.input(settings, hadoop);
    if (input.isEmpty()) {
      return new SampleImageSource();
    }
    FileStatus root = input.get();
    Map<Split, IdxSource.Files> files = new EnumMap<>(Split.class);
    if (root.isDirectory()) {
      for (Split split : Split.values()) {
        inFolder(root, split, hadoop).ifPresent(found -> files.put(split, found));
      }
      if (files.isEmpty()) {
        throw new BadDataException(
            ("%s = '%s': %s holds no %s and no %s, gzipped or not; name a file, or a folder that"
                    + " has them")
                .formatted(
                    DataSettings.PATH,
                    settings.path().get(),
                    root.getPath(),
                    name(Split.TRAIN, IMAGES),
                    name(Split.TEST, IMAGES)));
      }
    } else {
      files.put(Split.TRAIN, file(root, hadoop));
    }
    testPath.ifPresent(
        test ->
            files.put(Split.TEST, testFiles(InputFiles.require(TEST_PATH, test, hadoop), hadoop)));
    return new IdxSource(root.getPath().toString(), files, hadoop);
  }

  private static void requireKind(DataSettings settings) {
    if (settings.source() != SourceKind.AUTO && settings.source() != SourceKind.SAMPLE) {
      throw new ConfigurationException(
          "data.source is %s, which holds no images; expected auto or sample"
              .formatted(settings.source().spelling()));
    }
  }

  private static IdxSource.Files testFiles(FileStatus root, Configuration hadoop) {
    if (!root.isDirectory()) {
      return file(root, hadoop);
    }
    return inFolder(root, Split.TEST, hadoop)
        .orElseThrow(
            () ->
                new BadDataException(
                    "%s: %s holds no %s, gzipped or not; name a file, or a folder that has it"
                        .formatted(TEST_PATH, root.getPath(), name(Split.TEST, IMAGES))));
  }

  private static Optional<IdxSource.Files> inFolder(
      FileStatus folder, Split split, Configuration hadoop) {
    List<InputFile> all = InputFiles.visibleFiles(folder.getPath(), hadoop);
    return find(all, name(split, IMAGES))
        .map(
            images ->
                new IdxSource.Files(
                    IdxHeader.ofImages(images, hadoop),
                    find(all, name(split, LABELS))
                        .map(labels -> IdxHeader.ofLabels(labels, hadoop))));
  }

  /** Opens a file of images, and the labels beside it if the images have a name of MNIST. */
  private static IdxSource.Files file(FileStatus status, Configuration hadoop) {
    InputFile images = InputFile.of(status);
    String name = hyphened(images.name());
    Optional<InputFile> labels =
        name.contains(IMAGES)
            ? find(
                InputFiles.visibleFiles(status.getPath().getParent(), hadoop),
                withoutGz(name).replace(IMAGES, LABELS))
            : Optional.empty();
    return new IdxSource.Files(
        IdxHeader.ofImages(images, hadoop), labels.map(file -> IdxHeader.ofLabels(file, hadoop)));
  }

  /** Finds a file by its name, with or without .gz; prefers the uncompressed one. */
  private static Optional<InputFile> find(List<InputFile> files, String name) {
    return Stream.of(name, name + ".gz")
        .flatMap(wanted -> files.stream().filter(file -> hyphened(file.name()).equals(wanted)))
        .findFirst();
  }

  private static String name(Split split, String kind) {
    return (split == Split.TRAIN ? "train" : "t10k") + kind;
  }

  /** Normalizes names such as {@code train-images.idx3-ubyte}, which some copies of MNIST have. */
  private static String hyphened(String name) {
    return name.replace(".idx", "-idx");
  }

  private static String withoutGz(String name) {
    return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
  }
}
