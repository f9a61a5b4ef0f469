package io.sparkrnn.workload.autoencoder;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.WorkloadDeclaration;
import io.sparkrnn.data.image.ImageSources;
import io.sparkrnn.workload.EncodingType;
import org.apache.hadoop.conf.Configuration;

/** Registers {@link ImageAutoencoder}. */
public final class ImageAutoencoderType implements EncodingType {

  @Override
  public WorkloadDeclaration settings() {
    return new WorkloadDeclaration(
        ImageAutoencoder.NAME, ImageAutoencoder.class, ImageAutoencoderSettings::read);
  }

  @Override
  public ImageAutoencoder create(JobConfig config, Configuration hadoop) {
    return new ImageAutoencoder(
        config,
        ImageSources.open(config.data(), ImageAutoencoderSettings.of(config).testPath(), hadoop));
  }
}
