package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import io.sparkrnn.error.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/**
 * Reads the configuration in layers, of which later ones win: {@code reference.conf}, the files
 * that the user names, environment variables {@code CONFIG_FORCE_...}, system properties named as a
 * setting, and assignments {@code key=value}.
 */
public final class ConfigLoader {

  private static final String HADOOP_PREFIX = "spark.hadoop.";

  private final Map<String, String> environment;
  private final Map<String, String> properties;
  private final Supplier<Configuration> hadoop;
  private final Schema schema;

  ConfigLoader(
      Map<String, String> environment,
      Map<String, String> properties,
      Supplier<Configuration> hadoop,
      List<OwnSettings> own) {
    this.environment = Map.copyOf(environment);
    this.properties = Map.copyOf(properties);
    this.hadoop = requireNonNull(hadoop, "hadoop is null");
    this.schema = new Schema(own);
  }

  /**
   * A loader that sees this process's environment and system properties as they are now.
   *
   * @param own settings that workloads have for themselves
   */
  public static ConfigLoader ofProcess(List<OwnSettings> own) {
    Map<String, String> properties = processProperties();
    return new ConfigLoader(System.getenv(), properties, () -> hadoopOf(properties), own);
  }

  /** Hadoop's settings as Spark will see them in this process, before there is a Spark to ask. */
  public static Configuration hadoopOfProcess() {
    return hadoopOf(processProperties());
  }

  private static Map<String, String> processProperties() {
    return System.getProperties().stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, name -> System.getProperty(name, "")));
  }

  private static Configuration hadoopOf(Map<String, String> properties) {
    Configuration configuration = new Configuration();
    properties.forEach(
        (name, value) -> {
          if (name.startsWith(HADOOP_PREFIX)) {
            configuration.set(name.substring(HADOOP_PREFIX.length()), value);
          }
        });
    return configuration;
  }

  /**
   * Reads and checks everything.
   *
   * @param files local paths or Hadoop URIs of HOCON files
   * @param assignments texts of the form {@code key=value}
   * @throws ConfigurationException naming every problem there is
   */
  public ResolvedConfig load(List<String> files, List<String> assignments) {
    try {
      return loaded(files, assignments);
    } catch (StackOverflowError e) {
      throw new ConfigurationException(
          "the configuration nests its sections, lists or substitutions too deeply", e);
    }
  }

  private ResolvedConfig loaded(List<String> files, List<String> assignments) {
    Problems problems = new Problems(schema);
    Config layers = ReferenceConfig.read(schema);
    for (Config layer : layers(files, assignments, problems)) {
      layers = layer.withFallback(layers);
    }
    Config config = resolve(layers, problems);
    SettingValues values = SettingValues.read(config, problems);
    CrossChecks.check(values, problems);
    problems.throwIfAny();
    return new ResolvedConfig(
        JobConfigs.from(values, OwnValues.from(values, schema)), values.entries());
  }

  private List<Config> layers(List<String> files, List<String> assignments, Problems problems) {
    HoconFiles hoconFiles = new HoconFiles(hadoop);
    List<Config> layers = new ArrayList<>();
    for (String file : files) {
      try {
        layers.add(ShapeCheck.check(hoconFiles.read(file), problems));
      } catch (UnusableFileException e) {
        problems.add(e.place(), e.getMessage());
      }
    }
    TextLayers texts = new TextLayers(problems);
    layers.add(texts.environment(environment));
    layers.add(texts.properties(properties));
    layers.add(texts.assignments(assignments));
    return layers;
  }

  private Config resolve(Config layers, Problems problems) {
    ConfigResolveOptions options =
        ConfigResolveOptions.noSystem()
            // What stays open is reported with everything else, not by an exception of its own.
            .setAllowUnresolved(true)
            .appendResolver(new EnvironmentResolver(environment));
    Optional<String> fault = Expansion.fault(layers);
    if (fault.isPresent()) {
      problems.add("the configuration as a whole", fault.get());
      return ConfigFactory.empty();
    }
    try {
      return ShapeCheck.check(layers.resolve(options), problems);
    } catch (ConfigException e) {
      // A cycle of substitutions, or a section and a number side by side: nothing can be read then.
      UnusableFileException cycle = UnusableFileException.unresolvable(e);
      problems.add(cycle.place(), cycle.getMessage());
      return ConfigFactory.empty();
    }
  }
}
