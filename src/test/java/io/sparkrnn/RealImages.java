package io.sparkrnn;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;

/** Where MNIST is, if there is a copy: {@code mvn verify -Dmnist.dir=data/mnist}. */
public final class RealImages {

  private RealImages() {}

  /** The folder, or the end of the test as one that was skipped. */
  public static Path folder() {
    String given = System.getProperty("mnist.dir", "");
    assumeThat(given).as("mnist.dir names a folder with MNIST's four files").isNotBlank();
    return Path.of(given);
  }
}
