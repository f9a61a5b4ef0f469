package io.sparkrnn.cli.train;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.sparkrnn.cli.shared.JsonOutput;
import io.sparkrnn.fit.FitResult;
import io.sparkrnn.nn.ParameterHash;
import io.sparkrnn.train.EpochLedger;
import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.workload.Advice;
import java.util.List;
import java.util.Map;

/** Summary of a finished training for schedulers, {@code summary.json}. */
@JsonNaming(SnakeCaseStrategy.class)
record RunSummary(
    String run,
    long parameters,
    int epochs,
    int keptEpoch,
    int rollbacks,
    boolean refit,
    double seconds,
    Map<String, Double> phases,
    Examples examples,
    Map<String, Double> train,
    Map<String, Double> validation,
    Map<String, Double> test,
    @JsonInclude(Include.NON_NULL) JsonOutput.Baseline baseline,
    @JsonInclude(Include.NON_NULL) JsonOutput.Comparison comparison,
    @JsonInclude(Include.NON_NULL) JsonOutput.Promotion promotion,
    List<Advice> advice,
    String modelSha256) {

  /** Numbers of examples, summed over all epochs. */
  record Examples(long given, long used, long dropped) {
    private static Examples of(List<EpochRecord> epochs) {
      List<EpochLedger> ledgers = epochs.stream().map(EpochRecord::ledger).toList();
      return new Examples(
          ledgers.stream().mapToLong(EpochLedger::given).sum(),
          ledgers.stream().mapToLong(EpochLedger::used).sum(),
          ledgers.stream().mapToLong(EpochLedger::dropped).sum());
    }
  }

  static RunSummary of(TrainedRun run) {
    FitResult fitted = run.fitted();
    return new RunSummary(
        run.uri(),
        fitted.network().numParams(),
        fitted.outcome().history().size(),
        fitted.outcome().keptEpoch(),
        fitted.rollbacks(),
        fitted.refit().isPresent(),
        run.seconds(),
        run.phases().seconds(),
        Examples.of(fitted.allEpochs()),
        JsonOutput.of(fitted.outcome().kept().training()),
        JsonOutput.of(fitted.outcome().kept().validation()),
        JsonOutput.of(run.test().scores()),
        run.baseline().map(JsonOutput::of).orElse(null),
        run.comparison().map(JsonOutput::of).orElse(null),
        run.decision().map(JsonOutput::of).orElse(null),
        run.advice(),
        ParameterHash.sha256(fitted.network()));
  }
}
