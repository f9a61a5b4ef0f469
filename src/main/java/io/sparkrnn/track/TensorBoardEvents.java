package io.sparkrnn.track;

import io.sparkrnn.store.RunFolder;
import io.sparkrnn.train.EpochListener;
import io.sparkrnn.train.EpochRecord;
import java.time.Clock;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Writes the figures of each epoch into the run as TensorBoard reads them: {@code tensorboard
 * --logdir} of the folder that runs are in shows them all.
 */
public final class TensorBoardEvents implements EpochListener {

  private final RunFolder run;
  private final String name;
  private final Clock clock;
  private final EventFile file;

  /**
   * Events of one training.
   *
   * @param part of the run that the training is, such as {@code train}; a folder of that name
   */
  public TensorBoardEvents(RunFolder run, String part, Clock clock) {
    this.run = run;
    this.clock = clock;
    this.name =
        "tensorboard/%s/events.out.tfevents.%010d.spark-rnn"
            .formatted(part, clock.instant().getEpochSecond());
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
    // The whole file each time: not every Hadoop file system can append.
    run.write(name, file.toBytes());
  }

  private void add(EpochRecord record) {
    file.add(now(), record.epoch(), EpochFigures.of(record));
  }
}
