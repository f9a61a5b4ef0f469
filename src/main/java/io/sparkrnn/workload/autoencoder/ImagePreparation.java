package io.sparkrnn.workload.autoencoder;

import io.sparkrnn.data.Split;
import io.sparkrnn.data.image.Image;
import io.sparkrnn.data.image.ImageSource;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.PreparedData.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Prepares a source's images as examples that are their own targets. */
final class ImagePreparation {

  private final JavaSparkContext context;
  private final ImageSource source;
  private final List<Fact> facts = new ArrayList<>();

  ImagePreparation(SparkSession spark, ImageSource source) {
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.source = source;
  }

  /** Prepares data for a new model; fits principal components to the training images. */
  PreparedData prepare(int components) {
    requireBothSplits();
    if (components > source.size().pixels()) {
      throw new ConfigurationException(
          "autoencoder.latent-size is %d, but the images of %s have %d pixels; choose a smaller one"
              .formatted(components, source.description(), source.size().pixels()));
    }
    describe();
    context.setJobGroup("spark-rnn", "principal components of " + source.description());
    PrincipalComponents.PcaFit fitted =
        PrincipalComponents.fit(
            PixelStatistics.of(read(Split.TRAIN), source.size().pixels()),
            source.size(),
            components);
    facts.add(
        new Fact(
            "Principal components",
            String.format(
                Locale.ROOT,
                "%d of the training images keep %.2f %% of their variance",
                components,
                100 * fitted.keptVariance())));
    return data(List.of(fitted.components().toAsset()));
  }

  /** Prepares data for a model that is already trained; one split may be empty. */
  PreparedData prepareFor(PrincipalComponents components, List<Asset> assets) {
    if (!components.size().equals(source.size())) {
      throw new BadDataException(
          "%s has images of %s pixels, but the model was trained with images of %s pixels"
              .formatted(source.description(), source.size(), components.size()));
    }
    describe();
    return data(assets);
  }

  private void requireBothSplits() {
    for (Split split : Split.values()) {
      if (source.count(split) == 0) {
        throw new BadDataException(
            "%s has no %s images; name a folder that has both, or files with data.path and data.test-path"
                .formatted(source.description(), name(split)));
      }
    }
  }

  private void describe() {
    facts.add(new Fact("Source", source.description()));
    for (Split split : Split.values()) {
      facts.add(
          new Fact(
              split == Split.TRAIN ? "Training images" : "Test images",
              String.format(Locale.ROOT, "%,d of %s pixels", source.count(split), source.size())));
    }
  }

  private static String name(Split split) {
    return split.name().toLowerCase(Locale.ROOT);
  }

  private JavaRDD<Example> read(Split split) {
    return source.read(context, split).map(ImagePreparation::example);
  }

  /** Returns an example whose features and targets are one array, so that it is sent once. */
  private static Example example(Image image) {
    float[] values = image.values();
    return new Example(image.index(), values, values);
  }

  private PreparedData data(List<Asset> assets) {
    return new PreparedData(
        read(Split.TRAIN),
        source.count(Split.TRAIN),
        read(Split.TEST),
        source.count(Split.TEST),
        assets,
        Optional.empty(),
        facts,
        List.of());
  }
}
