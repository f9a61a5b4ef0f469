package io.sparkrnn.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sparkrnn.config.CheckpointSettings;
import io.sparkrnn.config.OutputSettings.Overwrite;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.store.Checkpoints.OnMismatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {

  private static final Map<String, String> IDENTITY = Map.of("seed", "42", "model.layer", "fused");

  @TempDir private Path folder;

  @Test
  void theNewestOutliveARunThatWasNotPublished() {
    write(5, new CheckpointSettings(1, 2));

    assertThat(Folders.all(folder))
        .containsExactly(
            ".r1.checkpoints",
            ".r1.checkpoints/epoch-000004.checkpoint",
            ".r1.checkpoints/epoch-000005.checkpoint");
    assertThat(epochOfLast(IDENTITY, OnMismatch.REFUSE)).isEqualTo(5);
  }

  @Test
  void aPublishedRunNeedsNone() {
    try (RunFolder run = claim()) {
      checkpoints(run, IDENTITY, new CheckpointSettings(1, 2))
          .resumable(() -> TrainingStates.after(1));
      run.publish();
    }

    assertThat(Folders.all(folder)).containsExactly("r1");
  }

  @Test
  void oneInSoManyEpochsIsWritten() {
    write(7, new CheckpointSettings(3, 10));
    assertThat(Folders.all(folder.resolve(".r1.checkpoints")))
        .containsExactly("epoch-000003.checkpoint", "epoch-000006.checkpoint");

    write(4, new CheckpointSettings(0, 10));
    assertThat(epochOfLast(IDENTITY, OnMismatch.REFUSE)).isEqualTo(6);
  }

  @Test
  void countsOnFromTheLast() {
    write(2, new CheckpointSettings(1, 5));
    try (RunFolder run = claim()) {
      Checkpoints points = checkpoints(run, IDENTITY, new CheckpointSettings(1, 5));
      points.open(OnMismatch.REFUSE);
      points.resumable(() -> TrainingStates.after(3));
    }

    assertThat(epochOfLast(IDENTITY, OnMismatch.REFUSE)).isEqualTo(3);
    assertThat(Folders.all(folder.resolve(".r1.checkpoints"))).hasSize(3);
  }

  @Test
  void aDamagedOneIsPassedOver() throws IOException {
    write(3, new CheckpointSettings(1, 3));
    Path newest = folder.resolve(".r1.checkpoints/epoch-000003.checkpoint");
    byte[] bytes = Files.readAllBytes(newest);
    bytes[bytes.length / 2] ^= 1;
    Files.write(newest, bytes);
    assertThat(epochOfLast(IDENTITY, OnMismatch.REFUSE)).isEqualTo(2);

    Files.write(folder.resolve(".r1.checkpoints/epoch-000002.checkpoint"), new byte[0]);
    assertThat(epochOfLast(IDENTITY, OnMismatch.REFUSE)).isEqualTo(1);

    Files.delete(folder.resolve(".r1.checkpoints/epoch-000001.checkpoint"));
    assertThat(epochOfLast(IDENTITY, OnMismatch.REFUSE)).isZero();
  }

  @Test
  void oneOfAnotherJobIsRefusedUnlessAccepted() {
    write(2, new CheckpointSettings(1, 2));
    Map<String, String> other = Map.of("seed", "43", "training.epochs", "5");

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> epochOfLast(other, OnMismatch.REFUSE))
        .withMessageContaining("epoch-000002.checkpoint was written with other settings or data:")
        .withMessageContaining("model.layer: was fused, is not set")
        .withMessageContaining("seed: was 42, is 43")
        .withMessageContaining("training.epochs: was not set, is 5")
        .withMessageEndingWith("resume anyway with --accept-changes");
    assertThat(epochOfLast(other, OnMismatch.ACCEPT)).isEqualTo(2);
  }

  @Test
  void thoseOfAnEarlierJobAreForgotten() {
    write(2, new CheckpointSettings(1, 2));
    try (RunFolder run = claim()) {
      checkpoints(run, IDENTITY, new CheckpointSettings(1, 2)).discard();
    }

    assertThat(folder).isEmptyDirectory();
  }

  private void write(int epochs, CheckpointSettings settings) {
    try (RunFolder run = claim()) {
      Checkpoints points = checkpoints(run, IDENTITY, settings);
      for (int epoch = 1; epoch <= epochs; epoch++) {
        int reached = epoch;
        points.resumable(() -> TrainingStates.after(reached));
      }
    }
  }

  /** 0: there is none. */
  private int epochOfLast(Map<String, String> identity, OnMismatch changed) {
    try (RunFolder run = claim()) {
      Checkpoints points = checkpoints(run, identity, new CheckpointSettings(1, 2));
      return points.open(changed).map(state -> state.history().size()).orElse(0);
    }
  }

  private RunFolder claim() {
    return RunFolder.claim(folder.toString(), "r1", Overwrite.REFUSE, new Configuration());
  }

  private static Checkpoints checkpoints(
      RunFolder run, Map<String, String> identity, CheckpointSettings settings) {
    return run.checkpoints(settings, identity);
  }
}
