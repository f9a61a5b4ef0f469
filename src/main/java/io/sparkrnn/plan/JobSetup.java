package io.sparkrnn.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A job's requirements and the environment that it will run in.
 *
 * @param master the Spark master
 * @param shape numbers of processes, cores and replicas
 * @param spark Spark's settings
 * @param demand the job's resource estimate
 * @param sizes the memory that the processes need
 * @param places files and folders that the job reads and writes
 * @param driver the driver's process; empty: it is not started yet
 */
public record JobSetup(
    Master master,
    ClusterShape shape,
    SparkSettings spark,
    ResourceEstimate demand,
    MemoryEstimate sizes,
    List<Location> places,
    Optional<DriverProcess> driver) {

  public JobSetup {
    requireNonNull(master, "master is null");
    requireNonNull(shape, "shape is null");
    requireNonNull(spark, "spark is null");
    requireNonNull(demand, "demand is null");
    requireNonNull(sizes, "sizes is null");
    places = List.copyOf(places);
    requireNonNull(driver, "driver is null");
  }

  /** Creates a setup and computes its memory sizes. */
  public static JobSetup of(
      Master master,
      ClusterShape shape,
      SparkSettings spark,
      ResourceEstimate demand,
      List<Location> places,
      Optional<DriverProcess> driver) {
    return new JobSetup(
        master, shape, spark, demand, MemoryEstimate.of(demand, shape), places, driver);
  }
}
