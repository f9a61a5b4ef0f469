package io.sparkrnn.bench;

import io.sparkrnn.bench.BenchResult.ScalingRow;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.workload.BenchmarkType;
import io.sparkrnn.workload.LayerSize;
import io.sparkrnn.workload.SyntheticExamples;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.Workloads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.hadoop.conf.Configuration;

/** Measures the layer on one core with one of its sizes varied and the others as configured. */
final class LayerScaling {

  private static final List<Integer> BATCHES = List.of(16, 64, 256);
  private static final List<Integer> LENGTHS = List.of(50, 200, 400);
  private static final List<Integer> HIDDEN = List.of(64, 128, 256, 512);

  private static final double WARM_UP_SECONDS = 1;
  private static final double SECONDS = 0.7;
  private static final int RUNS = 3;

  /** Enough for a few minibatches of the largest size. */
  private static final int EXAMPLES = 2048;

  private final JobConfig config;
  private final Configuration hadoop;
  private final Roofline roofline;

  LayerScaling(JobConfig config, Configuration hadoop, Roofline roofline) {
    this.config = config;
    this.hadoop = hadoop;
    this.roofline = roofline;
  }

  /** Measures the layer; returns rows by the name of the varied size. */
  Map<String, List<ScalingRow>> measure() {
    LayerSize size = LayerSize.of(config);
    Map<String, List<ScalingRow>> rows = new LinkedHashMap<>();
    rows.put("batch", rows(BATCHES, size::withBatch));
    rows.put("length", rows(LENGTHS, size::withLength));
    rows.put("hidden", rows(HIDDEN, size::withHidden));
    return rows;
  }

  private List<ScalingRow> rows(List<Integer> values, IntFunction<LayerSize> sized) {
    return values.stream().map(value -> row(value, sized.apply(value))).toList();
  }

  private ScalingRow row(int value, LayerSize size) {
    JobConfig job = size.in(config);
    Workload workload = Workloads.create(job, hadoop);
    SyntheticExamples reviews = BenchmarkType.of(job).synthetic(job);
    // New threads for each size, so that thread-local memory of this size is freed with them.
    try (WorkerThreads workers = new WorkerThreads(1)) {
      LayerSpeed layer =
          new LayerSpeed(workload, List.of(), reviews.examples(EXAMPLES), size.batch(), workers);
      layer.measure(WARM_UP_SECONDS);
      List<Double> rates = new ArrayList<>();
      List<Double> fractions = new ArrayList<>();
      for (int run = 0; run < RUNS; run++) {
        double sgemm = roofline.measure();
        double rate = layer.measure(SECONDS);
        rates.add(rate);
        fractions.add(size.gflops(rate) / sgemm);
      }
      double rate = new Rates(rates).median();
      return new ScalingRow(value, rate, size.gflops(rate), new Rates(fractions).median());
    }
  }
}
