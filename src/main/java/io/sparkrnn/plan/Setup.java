package io.sparkrnn.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A job and where it is to run.
 *
 * @param places that it reads and writes
 * @param driver the process that is the driver; empty: it is not started yet
 */
public record Setup(
    Master master,
    Shape shape,
    SparkSettings spark,
    Demand demand,
    Sizes sizes,
    List<Place> places,
    Optional<DriverProcess> driver) {

  public Setup {
    requireNonNull(master, "master is null");
    requireNonNull(shape, "shape is null");
    requireNonNull(spark, "spark is null");
    requireNonNull(demand, "demand is null");
    requireNonNull(sizes, "sizes is null");
    places = List.copyOf(places);
    requireNonNull(driver, "driver is null");
  }

  /** A job in a shape, with the sizes that follow. */
  public static Setup of(
      Master master,
      Shape shape,
      SparkSettings spark,
      Demand demand,
      List<Place> places,
      Optional<DriverProcess> driver) {
    return new Setup(master, shape, spark, demand, Sizes.of(demand, shape), places, driver);
  }
}
