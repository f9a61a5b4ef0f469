package io.sparkrnn.cli.plan;

import io.sparkrnn.cli.shared.EarlyAdvice;
import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.data.table.SparkNotStartedException;
import io.sparkrnn.error.JobException;
import io.sparkrnn.error.SecretRedaction;
import io.sparkrnn.plan.ClusterShape;
import io.sparkrnn.plan.DriverProcess;
import io.sparkrnn.plan.InputCounts;
import io.sparkrnn.plan.InputCounts.Basis;
import io.sparkrnn.plan.JobSetup;
import io.sparkrnn.plan.Location;
import io.sparkrnn.plan.Location.Use;
import io.sparkrnn.plan.Master;
import io.sparkrnn.plan.ResourceEstimate;
import io.sparkrnn.plan.SparkSettings;
import io.sparkrnn.store.PreparedCache;
import io.sparkrnn.store.PreparedCache.Summary;
import io.sparkrnn.store.RenameProbe;
import io.sparkrnn.workload.Advice;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.Workloads;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/** Reads the setup of a job before Spark is started. */
final class SetupReader {

  private static final Logger LOG = LoggerFactory.getLogger(SetupReader.class);

  private static final String MASTER = "spark.master";
  private static final String DEFAULT_MASTER = "local[*]";

  private final JobConfig job;
  private final Configuration hadoop = ConfigLoader.hadoopOfProcess();

  SetupReader(JobConfig job) {
    this.job = job;
  }

  /** Returns the setup of this process as it was submitted. */
  JobSetup ofProcess(Optional<InputCounts> examples) {
    return read(
        submitted(),
        examples,
        Optional.of(DriverProcess.present(job.blas()::load)),
        path -> RenameProbe.in(path, hadoop));
  }

  /** Returns the setup of a job that is submitted with these Spark properties in addition. */
  JobSetup ofTarget(Map<String, String> settings, Optional<InputCounts> examples) {
    // Not probed, since the target's file systems may be unreachable from here.
    return read(submitted().with(settings), examples, Optional.empty(), path -> Optional.empty());
  }

  private static SparkSettings submitted() {
    Map<String, String> values = new TreeMap<>();
    for (Tuple2<String, String> setting : new SparkConf().getAll()) {
      values.put(setting._1(), setting._2());
    }
    return new SparkSettings(values);
  }

  private JobSetup read(
      SparkSettings spark,
      Optional<InputCounts> examples,
      Optional<DriverProcess> driver,
      Function<String, Optional<String>> probe) {
    int processors = Runtime.getRuntime().availableProcessors();
    Master master = Master.parse(spark.values().getOrDefault(MASTER, DEFAULT_MASTER), processors);
    ResourceEstimate demand = demand(examples);
    ClusterShape shape = ClusterShape.of(master, spark, demand.replicas());
    return JobSetup.of(master, shape, spark, demand, locations(probe), driver);
  }

  /** Returns what the job needs, whatever it runs on. */
  ResourceEstimate demand(Optional<InputCounts> given) {
    try {
      Workload workload = Workloads.create(job, hadoop);
      return ResourceEstimate.of(job, workload, given.orElseGet(() -> examples(workload)));
    } catch (JobException | UncheckedIOException e) {
      // A plan does not need the data, since the network does not depend on it.
      LOG.warn("the plan is made without the data: {}", e.getMessage());
      Workload elsewhere = Workloads.create(job.onSample(), hadoop);
      return ResourceEstimate.of(job, elsewhere, given.orElseGet(InputCounts::assumed));
    }
  }

  /**
   * Returns the advice that is known without reading the data.
   *
   * @param replicas number of replicas that are trained
   */
  List<Advice> advice(int replicas) {
    try {
      return EarlyAdvice.known(job, Workloads.create(job, hadoop), replicas, hadoop);
    } catch (JobException | UncheckedIOException | SparkNotStartedException e) {
      // The data cannot be reached from here, which demand() has logged.
      LOG.debug("no advice without the data", e);
      return List.of();
    }
  }

  private InputCounts examples(Workload workload) {
    try {
      return known(workload);
    } catch (SparkNotStartedException e) {
      return InputCounts.assumed();
    }
  }

  private InputCounts known(Workload workload) {
    return job.data()
        .cacheDir()
        .flatMap(dir -> PreparedCache.summary(dir, workload.fingerprint(), hadoop))
        .map(Summary::counts)
        .map(counts -> InputCounts.of(counts, Basis.PREPARED))
        .orElseGet(
            () ->
                workload
                    .knownExamples()
                    .map(known -> InputCounts.of(known, Basis.KNOWN))
                    .orElseGet(InputCounts::assumed));
  }

  private List<Location> locations(Function<String, Optional<String>> probe) {
    List<Location> locations = new ArrayList<>();
    job.data().path().ifPresent(path -> locations.add(read("data.path", path)));
    job.own().inputs().forEach((key, path) -> locations.add(read(key, path)));
    String output = job.output().dir();
    locations.add(written("output.dir", "output.dir", output, Use.WRITTEN_BY_DRIVER, probe));
    job.data()
        .cacheDir()
        .ifPresent(
            dir ->
                locations.add(
                    written(
                        "data.cache-dir",
                        dir.startsWith(output) ? "output.dir" : "data.cache-dir",
                        dir,
                        Use.WRITTEN_BY_ALL,
                        probe)));
    return locations;
  }

  private Location read(String key, String path) {
    return new Location(
        key, key, SecretRedaction.hidden(path), scheme(path), Use.READ, Optional.empty());
  }

  private Location written(
      String key, String remedy, String path, Use use, Function<String, Optional<String>> probe) {
    return new Location(
        key, remedy, SecretRedaction.hidden(path), scheme(path), use, probe.apply(path));
  }

  private String scheme(String path) {
    String own = new Path(path).toUri().getScheme();
    return own == null ? FileSystem.getDefaultUri(hadoop).getScheme() : own;
  }
}
