package io.sparkrnn.report;

import io.sparkrnn.train.EpochRecord;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws the learning curves of a run: a score such as the accuracy on the left and the loss on the
 * right, for training and validation, over the epochs.
 */
public final class LearningCurves {

  private static final Logger log = LoggerFactory.getLogger(LearningCurves.class);

  private static final int PANEL_WIDTH = 750;
  private static final int HEIGHT = 560;
  private static final int TITLE_HEIGHT = 70;

  private LearningCurves() {}

  /**
   * Draws a PNG, 560 pixels high and 750 pixels wide per panel, with the first score other than the
   * loss and the loss, of the scores that training and validation have in common.
   *
   * @return the PNG; empty, with a warning in the log, if no score is finite or the Java
   *     installation cannot draw (no fonts, no AWT): a run does not fail because of a plot
   */
  public static Optional<byte[]> png(List<EpochRecord> history) {
    List<Panel> panels = Panel.of(history);
    if (panels.isEmpty()) {
      log.warn("No learning curves: none of {} epochs has a finite score", history.size());
      return Optional.empty();
    }
    int width = PANEL_WIDTH * panels.size();
    return orEmpty(() -> PlotImage.png(width, HEIGHT, svg -> writePanels(svg, panels)));
  }

  private static void writePanels(MarkupWriter svg, List<Panel> panels) {
    for (int i = 0; i < panels.size(); i++) {
      int left = i * PANEL_WIDTH;
      svg.open("g", "class", "heading");
      PlotFrame.text(svg, panels.get(i).title(), "middle", left + PANEL_WIDTH / 2.0, 52);
      svg.close();
      svg.open(
          "svg",
          "x",
          Integer.toString(left),
          "y",
          Integer.toString(TITLE_HEIGHT),
          "width",
          Integer.toString(PANEL_WIDTH),
          "height",
          Integer.toString(HEIGHT - TITLE_HEIGHT));
      panels.get(i).plot().writeTo(svg);
      svg.close();
    }
  }

  /** Returns the drawing; empty, with a warning, if AWT fails, as on servers without fonts. */
  static Optional<byte[]> orEmpty(Callable<byte[]> drawing) {
    try {
      return Optional.of(drawing.call());
    } catch (Exception | LinkageError | InternalError e) {
      log.warn("No learning curves: this Java installation cannot draw them ({})", e.toString());
      return Optional.empty();
    }
  }
}
