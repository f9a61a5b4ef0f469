package io.sparkrnn.workload;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.WorkloadDeclaration;
import io.sparkrnn.error.ConfigurationException;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.hadoop.conf.Configuration;

/**
 * Registry of workloads, by the value of the setting {@code workload}. They are services: a
 * workload is registered by a line in {@code META-INF/services/io.sparkrnn.workload.WorkloadType}.
 */
public final class Workloads {

  private Workloads() {}

  private static List<WorkloadType> all() {
    // Workloads may be in a jar of the user's, which spark-submit adds to this class loader.
    return StreamSupport.stream(
            ServiceLoader.load(WorkloadType.class, WorkloadType.class.getClassLoader())
                .spliterator(),
            false)
        .toList();
  }

  /** Returns the settings of all workloads. */
  public static List<WorkloadDeclaration> settings() {
    return all().stream().map(WorkloadType::settings).toList();
  }

  /**
   * Returns the type of a workload, which has a capability.
   *
   * @param workload name of the workload
   * @param subject subject and verb of the message, such as "X is a model"
   * @throws ConfigurationException naming the workloads that have it, if this one has not
   */
  public static <T extends WorkloadType> T require(
      Class<T> capability, String workload, String subject) {
    List<T> capable = all().stream().filter(capability::isInstance).map(capability::cast).toList();
    return capable.stream()
        .filter(type -> type.settings().name().equals(workload))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "%s of the workload '%s', expected %s"
                        .formatted(
                            subject,
                            workload,
                            capable.stream()
                                .map(type -> "'" + type.settings().name() + "'")
                                .collect(Collectors.joining(" or ")))));
  }

  /**
   * Creates the workload that {@code config} names.
   *
   * @throws ConfigurationException if there is no workload of that name
   */
  public static Workload create(JobConfig config, Configuration hadoop) {
    return require(WorkloadType.class, config.workload(), "the job is").create(config, hadoop);
  }
}
