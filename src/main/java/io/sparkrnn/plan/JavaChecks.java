package io.sparkrnn.plan;

import static io.sparkrnn.plan.Finding.refuse;
import static io.sparkrnn.plan.Finding.warn;

import io.sparkrnn.blas.BlasInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks of the Java version, Java's module options, native code and serialization. */
final class JavaChecks {

  private static final int JAVA = 17;
  private static final String IGNORE_UNRECOGNIZED = "-XX:+IgnoreUnrecognizedVMOptions";

  private static final String REGISTRATOR = "spark.kryo.registrator";

  private JavaChecks() {}

  static Stream<Finding> of(JobSetup setup) {
    Optional<DriverProcess> driver = setup.driver();
    return Stream.of(
            driver.map(JavaChecks::version).orElse(List.of()),
            driver.map(JavaChecks::opens).orElse(List.of()),
            driver.map(JavaChecks::nativeCode).orElse(List.of()),
            kernels(driver),
            kryo(setup.spark()))
        .flatMap(List::stream);
  }

  private static List<Finding> version(DriverProcess driver) {
    return driver.javaVersion() == JAVA
        ? List.of()
        : List.of(
            warn(
                "java",
                "Java is version %d, and Spark 3.5 and this job are tested with version %d"
                    .formatted(driver.javaVersion(), JAVA),
                "set JAVA_HOME to a JDK 17"));
  }

  private static List<Finding> opens(DriverProcess driver) {
    if (driver.closedPackages().isEmpty()) {
      return List.of();
    }
    String options =
        driver.closedPackages().stream()
            .map("--add-opens=java.base/%s=ALL-UNNAMED"::formatted)
            .collect(Collectors.joining(" "));
    return List.of(
        refuse(
            "add-opens",
            "Spark needs access to packages of java.base that are not open in this process: "
                + String.join(", ", driver.closedPackages()),
            "start the job with spark-submit, which opens them, or with java %s %s"
                .formatted(IGNORE_UNRECOGNIZED, options)));
  }

  private static List<Finding> nativeCode(DriverProcess driver) {
    return driver.nativeCode()
        ? List.of()
        : List.of(
            refuse(
                "native-code",
                "the jar has no native code for %s".formatted(driver.platform()),
                "mvn package -Dnative.platform=" + driver.platform()));
  }

  private static List<Finding> kernels(Optional<DriverProcess> driver) {
    return driver
        .flatMap(DriverProcess::blas)
        .flatMap(BlasInfo::oldKernels)
        .map(old -> warn("kernels", old.problem(), old.fix()))
        .stream()
        .toList();
  }

  /** Checks Kryo's settings. This job adds its own registrator to those that are given. */
  private static List<Finding> kryo(SparkSettings spark) {
    if (!spark.text("spark.serializer").orElse("").contains("Kryo")) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    if (spark.isTrue("spark.kryo.registrationRequired")) {
      findings.add(
          refuse(
              "kryo",
              "spark.kryo.registrationRequired is true, and not all classes of Spark, DL4J and this job are registered",
              "--conf spark.kryo.registrationRequired=false"));
    }
    for (String name : spark.text(REGISTRATOR).orElse("").split(",")) {
      if (!name.isBlank() && !canBeMade(name.strip())) {
        findings.add(
            refuse(
                "kryo",
                "%s names %s, which is not on the class path, or cannot be instantiated"
                    .formatted(REGISTRATOR, name.strip()),
                "remove it, since this job registers ND4J's arrays itself, or add its jar with"
                    + " --jars"));
      }
    }
    return findings;
  }

  private static boolean canBeMade(String name) {
    try {
      Class.forName(name, true, Thread.currentThread().getContextClassLoader())
          .getDeclaredConstructor()
          .newInstance();
      return true;
    } catch (ReflectiveOperationException | LinkageError e) {
      return false;
    }
  }
}
