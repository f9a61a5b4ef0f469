package io.sparkrnn.report;

import io.sparkrnn.train.EpochRecord;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The learning curves of a run as a picture: a score such as the accuracy on the left, the loss on
 * the right, training and validation over the epochs.
 */
public final class LearningCurves {

  private static final Logger log = LoggerFactory.getLogger(LearningCurves.class);

  private LearningCurves() {}

  /**
   * A PNG, 560 pixels high and 750 wide a panel: the first score other than the loss, then the
   * loss, of those that training and validation both have.
   *
   * @return the PNG's bytes; empty, with a warning in the log, if there is nothing finite to draw
   *     or if the Java installation cannot draw (no fonts, no AWT): a run does not fail for a plot
   */
  public static Optional<byte[]> png(List<EpochRecord> history) {
    List<Panel> panels = Panel.of(history);
    if (panels.isEmpty()) {
      log.warn("No learning curves: none of {} epochs has a finite score", history.size());
      return Optional.empty();
    }
    return orEmpty(() -> CurvePicture.png(panels));
  }

  /** The drawing, or empty if it fails in one of the ways that AWT does on bare servers. */
  static Optional<byte[]> orEmpty(Callable<byte[]> drawing) {
    try {
      return Optional.of(drawing.call());
    } catch (Exception | LinkageError | InternalError e) {
      log.warn("No learning curves: this Java installation cannot draw them ({})", e.toString());
      return Optional.empty();
    }
  }
}
