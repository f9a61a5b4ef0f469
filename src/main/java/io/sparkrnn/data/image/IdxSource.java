package io.sparkrnn.data.image;

import io.sparkrnn.data.Split;
import io.sparkrnn.data.file.Fingerprint;
import io.sparkrnn.data.file.InputFile;
import io.sparkrnn.error.BadDataException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;

/** Source of images in IDX files, one file per split, and of their labels in further IDX files. */
final class IdxSource implements ImageSource {

  /**
   * Headers of the files of one split.
   *
   * @param images the file of images
   * @param labels the file of labels; empty if there is none
   */
  record Files(IdxHeader images, Optional<IdxHeader> labels) {}

  private final String description;
  private final Map<Split, Files> files;
  private final Configuration hadoop;

  /**
   * Creates a source.
   *
   * @param files the files of at least one split
   * @throws BadDataException if the numbers of labels and images differ, or the image sizes of the
   *     splits
   */
  IdxSource(String description, Map<Split, Files> files, Configuration hadoop) {
    this.description = description;
    this.files = new EnumMap<>(files);
    this.hadoop = hadoop;
    this.files.values().forEach(IdxSource::requireLabelForEach);
    requireOneSize();
  }

  private static void requireLabelForEach(Files split) {
    split
        .labels()
        .filter(labels -> labels.count() != split.images().count())
        .ifPresent(
            labels -> {
              throw new BadDataException(
                  "%s has %,d labels, expected the %,d of %s"
                      .formatted(
                          labels.file().path(),
                          labels.count(),
                          split.images().count(),
                          split.images().file().path()));
            });
  }

  private void requireOneSize() {
    for (Files split : files.values()) {
      if (!split.images().imageSize().equals(size())) {
        throw new BadDataException(
            "%s has images of %s pixels, expected %s as in %s"
                .formatted(
                    split.images().file().path(),
                    split.images().imageSize(),
                    size(),
                    first().images().file().path()));
      }
    }
  }

  private Files first() {
    return files.values().iterator().next();
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public String fingerprint() {
    Fingerprint fingerprint = new Fingerprint("idx");
    files.forEach(
        (split, read) -> {
          List<InputFile> all = new ArrayList<>(List.of(read.images().file()));
          read.labels().ifPresent(labels -> all.add(labels.file()));
          fingerprint.with("split", split.name().toLowerCase(Locale.ROOT)).with(all);
        });
    return fingerprint.text();
  }

  @Override
  public ImageSize size() {
    return first().images().imageSize();
  }

  @Override
  public long count(Split split) {
    return files.containsKey(split) ? files.get(split).images().count() : 0;
  }

  @Override
  public JavaRDD<Image> read(JavaSparkContext context, Split split) {
    if (!files.containsKey(split)) {
      return context.emptyRDD();
    }
    SerializableConfiguration shared = new SerializableConfiguration(hadoop);
    return context
        .parallelize(List.of(files.get(split).images()), 1)
        .flatMap(header -> new IdxItemIterator(header, shared.value()))
        .zipWithIndex()
        .map(item -> new Image(item._2(), item._1()));
  }

  @Override
  public Optional<byte[]> labels(Split split) {
    return Optional.ofNullable(files.get(split)).flatMap(Files::labels).map(this::labels);
  }

  private byte[] labels(IdxHeader header) {
    ByteArrayOutputStream labels = new ByteArrayOutputStream();
    new IdxItemIterator(header, hadoop).forEachRemaining(labels::writeBytes);
    return labels.toByteArray();
  }
}
