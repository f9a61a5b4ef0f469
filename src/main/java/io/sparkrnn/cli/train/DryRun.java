package io.sparkrnn.cli.train;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.OutputSettings.Overwrite;
import io.sparkrnn.store.ModelVersion;
import io.sparkrnn.store.RunFolder;
import io.sparkrnn.store.RunFolder.State;
import io.sparkrnn.workload.Advice;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * Report of {@code train --dry-run}: what the job would do.
 *
 * @param action train, go-on, nothing or refuse
 * @param why reason for the action, in a sentence
 * @param reads source of the examples
 * @param writes the run's folder
 * @param models the folder of versions and the current version; empty if models.dir is not set
 * @param initialModel the model whose weights training is initialized with; empty if none
 * @param advice advice about settings that do not fit the data, as far as known without reading it
 */
record DryRun(
    String action,
    String why,
    String reads,
    String writes,
    Optional<String> models,
    Optional<String> initialModel,
    List<Advice> advice) {

  /** Treatment of the output and checkpoints that an earlier job of the same run left. */
  enum Earlier {
    RESUMED,
    DISCARDED
  }

  static DryRun of(TrainJob train, JobConfig job, Earlier earlier, Configuration hadoop) {
    String name = job.output().runId().orElse("<generated name>");
    State state =
        job.output()
            .runId()
            .map(id -> RunFolder.state(job.output().dir(), id, hadoop))
            .orElse(State.NONE);
    String action = "train";
    String why = "no run of this name exists";
    Optional<ModelVersion> newest = train.nothingNew();
    if (state == State.PUBLISHED && earlier == Earlier.RESUMED) {
      action = "nothing";
      why = "the run is finished already";
    } else if (newest.isPresent()) {
      action = "nothing";
      why =
          "version %d was trained on the same data with the same settings"
              .formatted(newest.get().number());
    } else if (state == State.PUBLISHED && job.output().overwrite() == Overwrite.REFUSE) {
      action = "refuse";
      why = "the run exists already, and output.overwrite = refuse";
    } else if (state == State.PUBLISHED) {
      why = "the run exists and is replaced";
    } else if (state == State.BEGUN && earlier == Earlier.RESUMED) {
      action = "go-on";
      why = "an earlier job left checkpoints";
    } else if (state == State.BEGUN) {
      why = "checkpoints of an earlier job are discarded, since --resume is not given";
    }
    return new DryRun(
        action,
        why,
        train.source() + train.rows(),
        job.output().dir() + "/" + name,
        train.models(),
        train.start(),
        train.advice());
  }

  void print(PrintWriter out) {
    out.println("Would: " + action + ", since " + why);
    out.println("Reads: " + reads);
    out.println("Writes: " + writes);
    models.ifPresent(text -> out.println("Models: " + text));
    out.println("Initialized from: " + initialModel.orElse("scratch"));
    advice.forEach(one -> out.println("Advice: " + one.message()));
    out.flush();
  }

  /** Result of a dry run, as JSON has it; components are null where there is nothing to tell. */
  @JsonNaming(SnakeCaseStrategy.class)
  record Json(
      String status,
      String would,
      String why,
      String reads,
      String writes,
      String models,
      String startsFrom,
      List<Advice> advice) {}

  Json json() {
    return new Json(
        "dry-run",
        action,
        why,
        reads,
        writes,
        models.orElse(null),
        initialModel.orElse(null),
        advice);
  }
}
