package io.sparkrnn.workload.autoencoder;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.OwnSettings;
import io.sparkrnn.data.image.ImageSources;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.WorkloadType;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** Registers {@link ImageAutoencoder}. */
public final class ImageAutoencoderType implements WorkloadType {

  @Override
  public String name() {
    return ImageAutoencoder.NAME;
  }

  @Override
  public Optional<OwnSettings> settings() {
    return Optional.of(AutoencoderSettings.DECLARED);
  }

  @Override
  public Workload create(JobConfig config, Configuration hadoop) {
    return new ImageAutoencoder(config, ImageSources.open(config.data(), hadoop));
  }
}
