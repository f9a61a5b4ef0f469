package io.sparkrnn.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;

/** Layer of defaults: {@code reference.conf}, and {@code settings.conf} of each workload. */
final class ReferenceConfig {

  private static final ConfigParseOptions OPTIONS =
      ConfigParseOptions.defaults().setOriginDescription(Origins.REFERENCE);

  private ReferenceConfig() {}

  /**
   * Reads the defaults, unresolved. Other libraries may have a {@code reference.conf} too, and the
   * order of the class path decides which comes first, so their keys may be among them.
   */
  static Config read(List<WorkloadDeclaration> workloads) {
    Config all = ConfigFactory.empty();
    for (WorkloadDeclaration workload : workloads) {
      URL own = workload.owner().getResource(WorkloadDeclaration.RESOURCE);
      if (own != null) {
        all = all.withFallback(ConfigFactory.parseURL(own, OPTIONS));
      }
    }
    try {
      ClassLoader loader = ReferenceConfig.class.getClassLoader();
      for (URL url : Collections.list(loader.getResources(Origins.REFERENCE))) {
        all = all.withFallback(ConfigFactory.parseURL(url, OPTIONS));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + Origins.REFERENCE, e);
    }
    return all;
  }

  /** The defaults with their substitutions; those of other libraries may stay open. */
  static Config resolved(Config defaults) {
    return defaults.resolve(ConfigResolveOptions.noSystem().setAllowUnresolved(true));
  }

  /** The defaults of these settings alone. */
  static Config only(Config defaults, List<String> keys) {
    Config ours = ConfigFactory.empty();
    for (String key : keys) {
      ours = ours.withFallback(defaults.withOnlyPath(key));
    }
    return ours;
  }
}
