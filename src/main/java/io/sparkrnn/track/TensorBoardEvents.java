package io.sparkrnn.track;

import io.sparkrnn.store.RunFolder;
import io.sparkrnn.train.EpochListener;
import io.sparkrnn.train.EpochRecord;
import java.time.Clock;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Writes the metrics of each epoch to a TensorBoard event file in the run's folder. To compare all
 * runs, start {@code tensorboard --logdir} with the folder that contains them.
 */
public final class TensorBoardEvents implements EpochListener {

  private final RunFolder run;
  private final String name;
  private final Clock clock;
  private final EventFile file;

  /**
   * Creates the event file of one training.
   *
   * @param training name of the training within the run and of its folder, such as {@code train}
   */
  public TensorBoardEvents(RunFolder run, String training, Clock clock) {
    this.run = run;
    this.clock = clock;
    this.name =
        "tensorboard/%s/events.out.tfevents.%010d.spark-rnn"
            .formatted(training, clock.instant().getEpochSecond());
    this.file = new EventFile(now());
  }

  private double now() {
    return clock.millis() / 1000.0;
  }

  @Override
  public void resumed(List<EpochRecord> before) {
    before.forEach(this::add);
    run.write(name, file.toBytes());
  }

  @Override
  public void epochEnded(EpochRecord record, MultiLayerNetwork network) {
    add(record);
    // The file is rewritten, since not every Hadoop file system can append.
    run.write(name, file.toBytes());
  }

  private void add(EpochRecord record) {
    file.add(now(), record.epoch(), EpochScalars.of(record));
  }
}
