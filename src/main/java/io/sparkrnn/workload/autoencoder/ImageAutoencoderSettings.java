package io.sparkrnn.workload.autoencoder;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.SettingsReader;
import io.sparkrnn.config.WorkloadSettings;
import java.util.Map;
import java.util.Optional;

/**
 * Settings of the autoencoder of images.
 *
 * @param testPath images of the test; empty: those of {@code data.path}
 */
record ImageAutoencoderSettings(Optional<String> testPath, AutoencoderSettings network)
    implements WorkloadSettings {

  private static final String TEST_PATH = "data.test-path";

  static ImageAutoencoderSettings of(JobConfig job) {
    return job.own(ImageAutoencoderSettings.class);
  }

  static ImageAutoencoderSettings read(SettingsReader read) {
    return new ImageAutoencoderSettings(read.path(TEST_PATH), AutoencoderSettings.read(read));
  }

  /** {@inheritDoc} The images are the job's. */
  @Override
  public ImageAutoencoderSettings usedOn(WorkloadSettings job) {
    return new ImageAutoencoderSettings(((ImageAutoencoderSettings) job).testPath, network);
  }

  @Override
  public Map<String, String> inputs() {
    return testPath.map(path -> Map.of(TEST_PATH, path)).orElse(Map.of());
  }

  @Override
  public ImageAutoencoderSettings onSample() {
    return new ImageAutoencoderSettings(Optional.empty(), network);
  }
}
