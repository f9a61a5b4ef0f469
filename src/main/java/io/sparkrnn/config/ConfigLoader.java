package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.sparkrnn.error.ConfigurationException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/**
 * Reads the configuration from these layers, where later ones override earlier ones: {@code
 * reference.conf}, the files that the user names, environment variables {@code CONFIG_FORCE_...},
 * system properties named like a setting, and assignments {@code key=value}.
 */
public final class ConfigLoader {

  private static final String HADOOP_PREFIX = "spark.hadoop.";

  private final Map<String, String> environment;
  private final Map<String, String> properties;
  private final Supplier<Configuration> hadoop;
  private final List<WorkloadDeclaration> workloads;
  private final Config defaults;
  private final Schema schema;

  ConfigLoader(
      Map<String, String> environment,
      Map<String, String> properties,
      Supplier<Configuration> hadoop,
      List<WorkloadDeclaration> workloads) {
    this.environment = Map.copyOf(environment);
    this.properties = Map.copyOf(properties);
    this.hadoop = requireNonNull(hadoop, "hadoop is null");
    this.workloads = List.copyOf(workloads);
    this.defaults = ReferenceConfig.read(this.workloads);
    this.schema = new Schema(ReferenceConfig.resolved(defaults), this.workloads);
  }

  /**
   * Creates a loader that reads this process's environment variables and system properties. They
   * are copied now; later changes have no effect.
   *
   * @param workloads declarations of all workloads
   */
  public static ConfigLoader ofProcess(List<WorkloadDeclaration> workloads) {
    Map<String, String> properties = processProperties();
    return new ConfigLoader(System.getenv(), properties, () -> hadoopOf(properties), workloads);
  }

  /**
   * Returns the Hadoop configuration that Spark will use in this process: Hadoop's defaults, this
   * program's and the system properties {@code spark.hadoop.*}. Needs no Spark session.
   */
  public static Configuration hadoopOfProcess() {
    return hadoopOf(processProperties());
  }

  private static Map<String, String> processProperties() {
    return System.getProperties().stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, name -> System.getProperty(name, "")));
  }

  private static Configuration hadoopOf(Map<String, String> properties) {
    Configuration configuration = new Configuration();
    HadoopFiles.defaults(configuration).forEach(configuration::set);
    properties.forEach(
        (name, value) -> {
          if (name.startsWith(HADOOP_PREFIX)) {
            configuration.set(name.substring(HADOOP_PREFIX.length()), value);
          }
        });
    return configuration;
  }

  /**
   * Reads and checks the configuration.
   *
   * @param files local paths or Hadoop URIs of HOCON files
   * @param assignments texts of the form {@code key=value}
   * @throws ConfigurationException that lists all problems found
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
    Problems problems = new Problems();
    ShapeCheck shapes = new ShapeCheck(schema, problems);
    ResolvedConfig config = read(stacked(files, assignments, shapes, problems), shapes, problems);
    problems.throwIfAny();
    return config;
  }

  private Config stacked(
      List<String> files, List<String> assignments, ShapeCheck shapes, Problems problems) {
    Config stack = ReferenceConfig.only(defaults, schema.keys());
    for (Config layer : layers(files, assignments, shapes, problems)) {
      stack = over(layer, stack);
    }
    return stack;
  }

  private static Config over(Config layer, Config below) {
    return TableSettings.replacingSource(layer, below).withFallback(below);
  }

  private ResolvedConfig read(Config stack, ShapeCheck shapes, Problems problems) {
    Config config = resolve(stack, problems);
    SettingsReader read = new SettingsReader(config, ReferenceConfig.resolved(defaults), problems);
    JobConfig job = JobConfig.read(read, name -> workload(name, read, shapes));
    return new ResolvedConfig(job, read.entries());
  }

  /**
   * Reads and checks the candidates of a search, each over the configuration of the files and
   * assignments, which is valid by itself. Their trainings have no refit, and a seed each.
   *
   * @param candidates local path or Hadoop URI of a HOCON file with the sections {@code candidates}
   *     and {@code grid}, see {@link CandidateFile}
   * @param seeds seeds of the trainings
   * @param refusal returns why no candidate may have a setting; empty if it may
   * @return the candidates in the order of the file, at least one
   * @throws ConfigurationException that lists all problems found
   */
  public List<Candidate> loadCandidates(
      List<String> files,
      List<String> assignments,
      String candidates,
      List<Long> seeds,
      Function<String, Optional<String>> refusal) {
    Problems problems = new Problems();
    Config job = stacked(files, assignments, new ShapeCheck(schema, problems), problems);
    List<CandidateFile.Section> sections =
        new CandidateFile(schema, new HoconFiles(hadoop), new Variables(environment), problems)
            .read(candidates);
    problems.throwIfAny();
    List<Candidate> all =
        sections.stream()
            .map(one -> candidate(one, job, seeds, refusal, problems.of("candidate " + one.name())))
            .toList();
    problems.throwIfAny();
    return all;
  }

  private Candidate candidate(
      CandidateFile.Section section,
      Config job,
      List<Long> seeds,
      Function<String, Optional<String>> refusal,
      Problems problems) {
    ShapeCheck shapes = new ShapeCheck(schema, problems);
    Config stack = over(shapes.check(section.settings()), job);
    Set<String> given = new HashSet<>();
    for (ShapeCheck.Given setting : shapes.given()) {
      given.add(setting.key());
      refusal
          .apply(setting.key())
          .ifPresent(text -> problems.add(setting.origin(), setting.key(), text));
    }
    Map<Long, ResolvedConfig> bySeed = new LinkedHashMap<>();
    for (long seed : seeds) {
      Config fixed =
          ConfigFactory.parseMap(Map.of("seed", seed, "training.refit", false), "search");
      bySeed.put(seed, read(over(fixed, stack), shapes, problems));
    }
    return new Candidate(
        section.name(),
        bySeed.values().iterator().next().entries().stream()
            .filter(entry -> given.contains(entry.key()))
            .toList(),
        bySeed);
  }

  private Optional<WorkloadSettings> workload(String name, SettingsReader read, ShapeCheck shapes) {
    Optional<WorkloadDeclaration> declared =
        workloads.stream().filter(workload -> workload.name().equals(name)).findFirst();
    if (!read.valid("workload")) {
      // The name is the default's: what another workload uses is no further problem.
      return declared.map(workload -> workload.read().apply(read));
    }
    if (declared.isPresent()) {
      shapes.rejectUnused(name);
    } else {
      read.reject(
          "workload",
          "is %s, expected %s"
              .formatted(
                  name,
                  workloads.stream()
                      .map(WorkloadDeclaration::name)
                      .collect(Collectors.joining(", "))));
    }
    return declared.map(workload -> workload.read().apply(read));
  }

  private List<Config> layers(
      List<String> files, List<String> assignments, ShapeCheck shapes, Problems problems) {
    HoconFiles hoconFiles = new HoconFiles(hadoop);
    List<Config> layers = new ArrayList<>();
    for (String file : files) {
      try {
        layers.add(shapes.check(hoconFiles.read(file)));
      } catch (UnusableFileException e) {
        problems.add(e.location(), e.getMessage());
      }
    }
    TextLayers texts = new TextLayers(schema, shapes, problems);
    layers.add(texts.environment(environment));
    layers.add(texts.properties(properties));
    layers.add(texts.assignments(assignments));
    return layers;
  }

  private Config resolve(Config layers, Problems problems) {
    ConfigResolveOptions options =
        ConfigResolveOptions.noSystem()
            // Unresolved substitutions are reported with all other problems.
            .setAllowUnresolved(true)
            .appendResolver(new Variables(environment));
    Optional<String> fault = ExpansionSize.fault(layers);
    if (fault.isPresent()) {
      problems.add("the configuration as a whole", fault.get());
      return ConfigFactory.empty();
    }
    try {
      return new ShapeCheck(schema, problems).check(layers.resolve(options));
    } catch (ConfigException e) {
      // A cycle of substitutions, or a section concatenated with a number: no value can be read.
      UnusableFileException cycle = UnusableFileException.unresolvable(e);
      problems.add(cycle.location(), cycle.getMessage());
      return ConfigFactory.empty();
    }
  }

  /**
   * Resolves <code>${NAME}</code> in a file to an environment variable, and records the variable as
   * the origin of the value.
   */
  record Variables(Map<String, String> environment) implements ConfigResolver {
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
}
