package io.sparkrnn.config;

import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.Map;

/**
 * Resolves <code>${NAME}</code> in a file to an environment variable, and records the variable as
 * the origin of the value.
 */
record EnvironmentResolver(Map<String, String> environment) implements ConfigResolver {

  @Override
  public ConfigValue lookup(String name) {
    String value = environment.get(name);
    return value == null
        ? null // by contract: not known to this resolver
        : ConfigValueFactory.fromAnyRef(value, Origins.environment(name));
  }

  @Override
  public ConfigResolver withFallback(ConfigResolver fallback) {
    return this;
  }
}
