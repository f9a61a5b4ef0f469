package io.sparkrnn.cli.train;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.sparkrnn.cli.shared.JsonOutput;
import io.sparkrnn.cli.shared.Version;
import io.sparkrnn.fit.FitResult;
import io.sparkrnn.nn.ParameterHash;
import io.sparkrnn.store.Checksums;
import io.sparkrnn.workload.Workload;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;

/** Origin of a trained model, {@code provenance.json}. */
@JsonNaming(SnakeCaseStrategy.class)
record Provenance(
    String workload,
    String source,
    String dataFingerprint,
    long trainExamples,
    long testExamples,
    long unlabeledExamples,
    long seed,
    int replicas,
    int averagings,
    String started,
    double seconds,
    String sparkMaster,
    String sparkApplication,
    String sparkRnn,
    String spark,
    String dl4j,
    String java,
    String machine,
    List<JsonOutput.Blas> blas,
    Map<String, Double> test,
    String modelSha256) {

  static Provenance of(TrainedRun run, SparkContext context) {
    Workload workload = run.workload();
    FitResult fitted = run.fitted();
    return new Provenance(
        workload.name(),
        workload.source(),
        Checksums.sha256(workload.fingerprint()),
        run.data().trainCount(),
        run.data().testCount(),
        run.data().unlabeledCount(),
        run.config().job().seed(),
        fitted.plan().replicas(),
        RunFacts.averagings(fitted.refit().orElse(fitted.outcome())),
        run.started().toString(),
        run.seconds(),
        context.master(),
        context.applicationId(),
        Version.sparkRnn(),
        context.version(),
        Version.dl4j(),
        Runtime.version().toString(),
        "%s %s, %d processors"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors()),
        run.kernels().kernels().byExecutor().values().stream()
            .distinct()
            .map(JsonOutput::of)
            .toList(),
        JsonOutput.of(run.test().scores()),
        ParameterHash.sha256(fitted.network()));
  }
}
