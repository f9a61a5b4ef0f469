package io.sparkrnn.report;

import static java.awt.RenderingHints.KEY_TEXT_ANTIALIASING;
import static java.awt.RenderingHints.VALUE_TEXT_ANTIALIAS_ON;

import java.awt.AWTError;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.knowm.xchart.XYChart;

/** Draws panels side by side as a PNG. Loads AWT, so many kinds of errors can occur without it. */
final class LearningCurveImage {

  static final int PANEL_WIDTH = 750;
  static final int HEIGHT = 560;

  /**
   * Height of the strip above a chart for its title, in pixels. The height of XChart's own title
   * depends on letters with descenders, so that the plots of two panels would not align.
   */
  private static final int TITLE_HEIGHT = 50;

  private LearningCurveImage() {}

  static byte[] png(List<Panel> panels) throws IOException {
    try {
      return encode(draw(panels));
    } catch (AWTError e) {
      throw new IOException("AWT cannot draw: " + e.getMessage(), e);
    }
  }

  private static BufferedImage draw(List<Panel> panels) {
    int width = PANEL_WIDTH * panels.size();
    BufferedImage image = new BufferedImage(width, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    try {
      canvas.setColor(Color.WHITE);
      canvas.fillRect(0, 0, width, HEIGHT);
      for (int i = 0; i < panels.size(); i++) {
        drawPanel(canvas, panels.get(i), i * PANEL_WIDTH);
      }
    } finally {
      canvas.dispose();
    }
    return image;
  }

  private static void drawPanel(Graphics2D canvas, Panel panel, int left) {
    // A separate graphics context, since XChart does not restore clips and strokes.
    Graphics2D part = (Graphics2D) canvas.create(left, 0, PANEL_WIDTH, HEIGHT);
    try {
      part.setRenderingHint(KEY_TEXT_ANTIALIASING, VALUE_TEXT_ANTIALIAS_ON);
      part.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 22));
      part.setColor(PanelChart.INK);
      int titleWidth = part.getFontMetrics().stringWidth(panel.title());
      int chartHeight = HEIGHT - TITLE_HEIGHT;
      XYChart chart = PanelChart.of(panel, PANEL_WIDTH, chartHeight);
      part.drawString(panel.title(), (PANEL_WIDTH - titleWidth) / 2, 40);
      part.translate(0, TITLE_HEIGHT);
      chart.paint(part, PANEL_WIDTH, chartHeight);
    } finally {
      part.dispose();
    }
  }

  /** Encodes an image in memory; by default, ImageIO uses a temporary file. */
  static byte[] encode(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", out)) {
        throw new IOException("no PNG writer");
      }
    }
    return bytes.toByteArray();
  }
}
