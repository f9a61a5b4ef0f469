package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

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
  @EnabledOnOs(OS.LINUX)
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
    private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-[0-9a-f]+ ");

    final List<Long> beside = new ArrayList<>();
    final List<Long> heap = new ArrayList<>();

    @Override
    public void epochEnded(EpochRecord record, MultiLayerNetwork network) {
      beside.add(residentBesideTheHeap());
      if (record.epoch() == EPOCHS) {
        System.gc();
      }
      heap.add(Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
    }

    /**
     * Bytes in memory of all mappings but the heap's, which lies below 32 GB where object pointers
     * are compressed. The heap's own part depends on which of its pages were ever touched.
     */
    private static long residentBesideTheHeap() {
      long kilobytes = 0;
      boolean heapsOwn = false;
      try {
        for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
          Matcher mapping = MAPPING.matcher(line);
          if (mapping.lookingAt()) {
            heapsOwn = Long.parseUnsignedLong(mapping.group(1), 16) < 32L << 30;
          } else if (line.startsWith("Rss:") && !heapsOwn) {
            kilobytes += Long.parseLong(line.replaceAll("\\D", ""));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return kilobytes << 10;
    }
  }
}
