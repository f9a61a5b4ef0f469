package io.sparkrnn.cli;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.OutputSettings.Overwrite;
import io.sparkrnn.store.ModelVersion;
import io.sparkrnn.store.RunFolder;
import io.sparkrnn.store.RunFolder.State;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * What a training would do, told without doing it.
 *
 * @param action in one word or two: train, go-on, nothing or refuse
 * @param why in a sentence
 * @param reads where examples come from
 * @param writes the run's folder
 * @param models the folder of versions, and which is current; empty: there is none
 * @param startsFrom what training begins with; empty: from scratch
 */
record DryRun(
    String action,
    String why,
    String reads,
    String writes,
    Optional<String> models,
    Optional<String> startsFrom) {

  /** How an earlier job's work on the same run is to be taken. */
  enum Earlier {
    RESUMED,
    FORGOTTEN
  }

  static DryRun of(TrainJob train, JobConfig job, Earlier earlier, Configuration hadoop) {
    String name = job.output().runId().orElse("a name of its own");
    State state =
        job.output()
            .runId()
            .map(id -> RunFolder.state(job.output().dir(), id, hadoop))
            .orElse(State.NONE);
    String action = "train";
    String why = "no run of this name is there";
    Optional<ModelVersion> newest = train.nothingNew();
    if (state == State.PUBLISHED && earlier == Earlier.RESUMED) {
      action = "nothing";
      why = "the run is finished already";
    } else if (newest.isPresent()) {
      action = "nothing";
      why = "version %d is of the same data and settings".formatted(newest.get().number());
    } else if (state == State.PUBLISHED && job.output().overwrite() == Overwrite.REFUSE) {
      action = "refuse";
      why = "the run exists already, and output.overwrite = refuse";
    } else if (state == State.PUBLISHED) {
      why = "the run exists, and is replaced";
    } else if (state == State.BEGUN && earlier == Earlier.RESUMED) {
      action = "go-on";
      why = "an earlier job left checkpoints";
    } else if (state == State.BEGUN) {
      why = "checkpoints of an earlier job are forgotten, since --resume is not given";
    }
    return new DryRun(
        action,
        why,
        train.source(),
        job.output().dir() + "/" + name,
        train.models(),
        train.start());
  }

  void print(PrintWriter out) {
    out.println("Would: " + action + ", since " + why);
    out.println("Reads: " + reads);
    out.println("Writes: " + writes);
    models.ifPresent(text -> out.println("Models: " + text));
    out.println("Starts from: " + startsFrom.orElse("scratch"));
    out.flush();
  }

  Map<String, Object> json() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("status", "dry-run");
    object.put("would", action);
    object.put("why", why);
    object.put("reads", reads);
    object.put("writes", writes);
    object.put("models", models.orElse(null));
    object.put("starts_from", startsFrom.orElse(null));
    return object;
  }
}
