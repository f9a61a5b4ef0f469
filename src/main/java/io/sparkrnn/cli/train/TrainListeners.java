package io.sparkrnn.cli.train;

import io.sparkrnn.cli.shared.PhaseTimer;
import io.sparkrnn.cli.shared.PhaseTimer.Phase;
import io.sparkrnn.cli.shared.ProgressBar;
import io.sparkrnn.cli.shared.Session;
import io.sparkrnn.fit.Fit;
import io.sparkrnn.store.Checkpoints;
import io.sparkrnn.store.RunFolder;
import io.sparkrnn.store.RunJournal;
import io.sparkrnn.train.EpochListener;
import io.sparkrnn.train.Training;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Listeners of a training: console, progress bar on a terminal, the run's journal, trackers,
 * checkpoints.
 */
record TrainListeners(
    Session session,
    RunFolder run,
    RunTrackers tracking,
    Checkpoints checkpoints,
    RunKernels kernels,
    PhaseTimer phases,
    PrintWriter out)
    implements Fit.ListenerFactory {

  @Override
  public List<EpochListener> of(Training training) {
    out.println(NetworkTable.of(training.network()));
    List<EpochListener> listeners = listeners(new RunJournal(run, ""), tracking.ofTraining());
    // First, so that the time of the other listeners does not count as training.
    listeners.add(0, phases);
    return listeners;
  }

  @Override
  public List<EpochListener> ofRefit(Training training) {
    phases.begin(Phase.REFIT);
    out.println("Refit on the training and validation splits");
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
    listeners.add(kernels);
    listeners.add(checkpoints);
    return listeners;
  }
}
