package io.sparkrnn.data.review;

import io.sparkrnn.config.DataSettings;
import io.sparkrnn.config.HadoopFiles;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.file.Fingerprint;
import io.sparkrnn.data.file.InputFile;
import io.sparkrnn.data.file.InputFiles;
import io.sparkrnn.data.table.RowIterator;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.SecretRedaction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Source of the reviews of {@code keras.datasets.imdb.load_data()}, from its imdb.npz.
 *
 * @param wordIndex path of the word index; empty: texts hold word ranks
 */
record KerasNpzSource(String path, Optional<String> wordIndex, Configuration hadoop)
    implements ReviewSource {

  private static final Logger log = LoggerFactory.getLogger(KerasNpzSource.class);
  private static final String INDEX_NAME = "imdb_word_index.json";

  /**
   * Opens an npz file.
   *
   * @param givenIndex path of the word index; empty: {@code imdb_word_index.json} beside the file,
   *     if there is one
   */
  static KerasNpzSource open(String path, Optional<String> givenIndex, Configuration hadoop) {
    Optional<String> wordIndex =
        givenIndex
            .map(given -> InputFiles.require(ReviewSettings.WORD_INDEX, given, hadoop).getPath())
            .or(() -> beside(new Path(path), hadoop))
            .map(Path::toString);
    if (wordIndex.isEmpty()) {
      log.warn(
          "no {} beside {} and {} is not set: texts and vocabulary hold word ranks, not words",
          INDEX_NAME,
          SecretRedaction.hidden(path),
          ReviewSettings.WORD_INDEX);
    }
    return new KerasNpzSource(path, wordIndex, hadoop);
  }

  private static Optional<Path> beside(Path npz, Configuration hadoop) {
    Path candidate = new Path(npz.getParent(), INDEX_NAME);
    try {
      FileSystem files = HadoopFiles.of(candidate, hadoop);
      return files.exists(candidate) ? Optional.of(candidate) : Optional.empty();
    } catch (IOException e) {
      throw new BadDataException(
          "cannot look at %s: %s".formatted(candidate, InputFiles.reason(e)), e);
    }
  }

  @Override
  public String description() {
    return "Keras npz %s with %s"
        .formatted(path, wordIndex.map(index -> "word index " + index).orElse("no word index"));
  }

  @Override
  public String fingerprint() {
    List<InputFile> files = new ArrayList<>();
    files.add(InputFile.of(InputFiles.require(DataSettings.PATH, path, hadoop)));
    wordIndex.ifPresent(
        index ->
            files.add(InputFile.of(InputFiles.require(ReviewSettings.WORD_INDEX, index, hadoop))));
    return new Fingerprint("keras-npz").with(files).text();
  }

  @Override
  public Optional<List<String>> vocabulary() {
    return Optional.of(
        wordIndex
            .map(index -> WordIndex.load(index, hadoop).wordsByRank())
            .orElseGet(
                () ->
                    IntStream.rangeClosed(1, KerasArrays.read(path, hadoop).largestTrainingRank())
                        .mapToObj(Integer::toString)
                        .toList()));
  }

  @Override
  public JavaRDD<SourceRow> read(SparkSession spark) {
    // The task captures a String, as Optional is not serializable.
    String index = wordIndex.orElse("");
    return RowIterator.ofFiles(
        List.of(path), (npz, conf) -> reader(npz, index, conf), spark, hadoop);
  }

  private static KerasReader reader(String npz, String wordIndex, Configuration hadoop) {
    IntFunction<Optional<String>> words =
        wordIndex.isEmpty()
            ? rank -> Optional.of(Integer.toString(rank))
            : WordIndex.load(wordIndex, hadoop)::word;
    return new KerasReader(new Path(npz).getName(), KerasArrays.read(npz, hadoop), words);
  }
}
