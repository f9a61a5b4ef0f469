package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;

/** A nightly job that trains for long must not grow: neither in the heap nor beside it. */
class MemoryIT {

  private static final int EPOCHS = 50;
  private static final int WARM = 15;

  /**
   * A replica has 2.6 MB of parameters, moments and gradients, and four are made in an epoch: kept
   * ones would take 370 MB between the two looks.
   */
  private static final long ALLOWED = 64L << 20;

  @Test
  void doesNotGrowOverFiftyEpochs() {
    Looks looks = new Looks();

    TinyTraining.of(
            40,
            2,
            "text.vocabulary-size=2500",
            "model.embedding-size=64",
            "model.input-dropout=0.2",
            "averaging.every-batches=3",
            "training.epochs=" + EPOCHS)
        .run(looks);

    assertThat(looks.beside.get(EPOCHS - 1) - looks.beside.get(WARM)).isLessThan(ALLOWED);
    assertThat(looks.heap.get(EPOCHS - 1) - Collections.min(looks.heap)).isLessThan(ALLOWED);
  }

  /** The process's memory after each epoch, as it is, and that of the heap after a collection. */
  private static final class Looks implements EpochListener {
    final List<Long> beside = new ArrayList<>();
    final List<Long> heap = new ArrayList<>();

    @Override
    public void epochEnded(EpochRecord record, MultiLayerNetwork network) {
      // What the heap has taken from the system is counted whether it is in use or not.
      beside.add(Pointer.physicalBytes() - Runtime.getRuntime().totalMemory());
      if (record.epoch() == EPOCHS) {
        System.gc();
      }
      heap.add(Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
    }
  }
}
