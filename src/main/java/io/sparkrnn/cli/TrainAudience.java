package io.sparkrnn.cli;

import io.sparkrnn.cli.Phases.Phase;
import io.sparkrnn.fit.Fit;
import io.sparkrnn.store.RunFolder;
import io.sparkrnn.store.RunJournal;
import io.sparkrnn.train.EpochListener;
import io.sparkrnn.train.Training;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** A person, the run's journal, and a terminal if there is one. */
record TrainAudience(
    Session session,
    RunFolder run,
    Tracking tracking,
    EarlierStarts earlier,
    KernelsOfRun kernels,
    Phases phases,
    PrintWriter out)
    implements Fit.Audience {

  @Override
  public List<EpochListener> of(Training training) {
    out.println(training.network().summary());
    List<EpochListener> listeners = listeners(new RunJournal(run, ""), tracking.ofTraining());
    // The first one: what the others do is no part of an epoch.
    listeners.add(0, phases);
    return listeners;
  }

  @Override
  public List<EpochListener> ofRefit(Training training) {
    phases.begin(Phase.REFIT);
    out.println("Once more, with the validation part");
    return listeners(new RunJournal(run, "refit-"), tracking.ofRefit());
  }

  private List<EpochListener> listeners(RunJournal journal, List<EpochListener> tracked) {
    List<EpochListener> listeners = new ArrayList<>();
    if (ProgressBar.canBeDrawn()) {
      ProgressBar bar = new ProgressBar(out);
      session.context().sc().addSparkListener(bar);
      listeners.add(bar);
    }
    listeners.add(new EpochConsole(out));
    listeners.add(journal);
    listeners.addAll(tracked);
    listeners.add(earlier);
    listeners.add(kernels);
    return listeners;
  }
}
