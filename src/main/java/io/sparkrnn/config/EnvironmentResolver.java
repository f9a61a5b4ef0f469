package io.sparkrnn.config;

import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.Map;

/** Lets <code>${NAME}</code> in a file stand for an environment variable, and says so. */
record EnvironmentResolver(Map<String, String> environment) implements ConfigResolver {

  @Override
  public ConfigValue lookup(String name) {
    String value = environment.get(name);
    return value == null
        ? null // the library's word for "not known here"
        : ConfigValueFactory.fromAnyRef(value, Origins.environment(name));
  }

  @Override
  public ConfigResolver withFallback(ConfigResolver fallback) {
    return this;
  }
}
