package io.sparkrnn.cli;

import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.JobException;
import io.sparkrnn.error.Secrets;
import io.sparkrnn.plan.Demand;
import io.sparkrnn.plan.DriverProcess;
import io.sparkrnn.plan.Examples;
import io.sparkrnn.plan.Examples.Basis;
import io.sparkrnn.plan.Master;
import io.sparkrnn.plan.Place;
import io.sparkrnn.plan.Place.Use;
import io.sparkrnn.plan.Setup;
import io.sparkrnn.plan.Shape;
import io.sparkrnn.plan.SparkSettings;
import io.sparkrnn.store.PreparedCache;
import io.sparkrnn.store.RenameProbe;
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

/** Finds out how a job is set up, before there is a Spark to ask. */
final class SetupReader {

  private static final Logger LOG = LoggerFactory.getLogger(SetupReader.class);

  private static final String MASTER = "spark.master";
  private static final String DEFAULT_MASTER = "local[*]";

  private final JobConfig job;
  private final Configuration hadoop = ConfigLoader.hadoopOfProcess();

  SetupReader(JobConfig job) {
    this.job = job;
  }

  /** As this process was submitted. */
  Setup ofProcess(Optional<Examples> examples) {
    return read(
        submitted(),
        examples,
        Optional.of(DriverProcess.present(job.blas()::load)),
        path -> RenameProbe.in(path, hadoop));
  }

  /** As a job would be that is submitted with these settings of Spark on top. */
  Setup ofTarget(Map<String, String> settings, Optional<Examples> examples) {
    // Where the plan is made, the target's file systems may be out of reach.
    return read(submitted().with(settings), examples, Optional.empty(), path -> Optional.empty());
  }

  private static SparkSettings submitted() {
    Map<String, String> values = new TreeMap<>();
    for (Tuple2<String, String> setting : new SparkConf().getAll()) {
      values.put(setting._1(), setting._2());
    }
    return new SparkSettings(values);
  }

  private Setup read(
      SparkSettings spark,
      Optional<Examples> examples,
      Optional<DriverProcess> driver,
      Function<String, Optional<String>> trouble) {
    int processors = Runtime.getRuntime().availableProcessors();
    Master master = Master.parse(spark.values().getOrDefault(MASTER, DEFAULT_MASTER), processors);
    Demand demand = demand(examples);
    Shape shape = Shape.of(master, spark, demand.replicas());
    return Setup.of(master, shape, spark, demand, places(trouble), driver);
  }

  private Demand demand(Optional<Examples> given) {
    try {
      Workload workload = Workloads.create(job, hadoop);
      return Demand.of(job, workload, given.orElseGet(() -> examples(workload)));
    } catch (JobException | UncheckedIOException e) {
      // A plan can be made where the data is not; the network does not depend on it.
      LOG.warn("the data is not looked at: {}", e.getMessage());
      Workload elsewhere = Workloads.create(job.with(job.data().ofSample()), hadoop);
      return Demand.of(job, elsewhere, given.orElseGet(Examples::assumed));
    }
  }

  private Examples examples(Workload workload) {
    return job.data()
        .cacheDir()
        .flatMap(dir -> PreparedCache.counts(dir, workload.fingerprint(), hadoop))
        .map(counts -> new Examples(counts.train(), counts.test(), Basis.PREPARED))
        .orElseGet(
            () ->
                workload
                    .knownExamples()
                    .map(known -> new Examples(known.train(), known.test(), Basis.KNOWN))
                    .orElseGet(Examples::assumed));
  }

  private List<Place> places(Function<String, Optional<String>> trouble) {
    List<Place> places = new ArrayList<>();
    job.data().path().ifPresent(path -> places.add(read("data.path", path)));
    job.data().testPath().ifPresent(path -> places.add(read("data.test-path", path)));
    String output = job.output().dir();
    places.add(written("output.dir", "output.dir", output, Use.WRITTEN_BY_DRIVER, trouble));
    job.data()
        .cacheDir()
        .ifPresent(
            dir ->
                places.add(
                    written(
                        "data.cache-dir",
                        dir.startsWith(output) ? "output.dir" : "data.cache-dir",
                        dir,
                        Use.WRITTEN_BY_ALL,
                        trouble)));
    return places;
  }

  private Place read(String key, String path) {
    return new Place(key, key, Secrets.hidden(path), scheme(path), Use.READ, Optional.empty());
  }

  private Place written(
      String key, String remedy, String path, Use use, Function<String, Optional<String>> trouble) {
    return new Place(key, remedy, Secrets.hidden(path), scheme(path), use, trouble.apply(path));
  }

  private String scheme(String path) {
    String own = new Path(path).toUri().getScheme();
    return own == null ? FileSystem.getDefaultUri(hadoop).getScheme() : own;
  }
}
