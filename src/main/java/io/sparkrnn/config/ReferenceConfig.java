package io.sparkrnn.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;

/** The layer of defaults: {@code reference.conf}, and what workloads have for themselves. */
final class ReferenceConfig {

  private ReferenceConfig() {}

  /**
   * Reads the defaults. Other libraries may bring a file of the same name, and a cluster decides
   * whose comes first; of theirs, nothing is kept.
   */
  static Config read(Schema schema) {
    Config all = ConfigFactory.empty();
    ClassLoader loader = ReferenceConfig.class.getClassLoader();
    ConfigParseOptions options =
        ConfigParseOptions.defaults().setOriginDescription(Origins.REFERENCE);
    try {
      for (URL url : Collections.list(loader.getResources(Origins.REFERENCE))) {
        all = all.withFallback(ConfigFactory.parseURL(url, options));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + Origins.REFERENCE, e);
    }
    Config ours = ConfigFactory.empty();
    for (Setting<?> setting : Schema.SHARED) {
      ours = ours.withFallback(all.withOnlyPath(setting.key()));
    }
    for (OwnSettings own : schema.own()) {
      ours = ours.withFallback(read(own));
    }
    return ours;
  }

  private static Config read(OwnSettings own) {
    URL url = own.owner().getResource(OwnSettings.RESOURCE);
    if (url == null) {
      throw new IllegalStateException(
          "%s has no %s beside it".formatted(own.owner().getName(), OwnSettings.RESOURCE));
    }
    return ConfigFactory.parseURL(
        url, ConfigParseOptions.defaults().setOriginDescription(Origins.REFERENCE));
  }
}
