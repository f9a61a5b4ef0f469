package io.sparkrnn.report;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.AWTError;
import java.awt.Component;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Draws plots as a PNG, in the colors of the report's light scheme. Loads AWT, so many kinds of
 * errors can occur without it.
 */
final class PlotImage {

  private PlotImage() {}

  /**
   * Draws a PNG.
   *
   * @param width width in pixels
   * @param height height in pixels
   * @param content writes the SVG elements; their unit is the pixel
   */
  static byte[] png(int width, int height, Consumer<MarkupWriter> content) throws IOException {
    MarkupWriter svg = new MarkupWriter();
    svg.open("svg", "xmlns", PlotFrame.SVG, "font-family", "sans-serif");
    svg.style(StyleSheets.ofPlots());
    svg.empty("rect", "width", "100%", "height", "100%", "fill", "#fff");
    content.accept(svg);
    svg.close();
    try {
      return encode(draw(svg.document(), width, height));
    } catch (AWTError e) {
      throw new IOException("AWT cannot draw: " + e.getMessage(), e);
    }
  }

  private static BufferedImage draw(String svg, int width, int height) throws IOException {
    SVGDocument document =
        new SVGLoader()
            .load(
                new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)),
                null,
                LoaderContext.createDefault());
    if (document == null) {
      throw new IOException("the plot's SVG cannot be read");
    }
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    try {
      canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      document.render((Component) null, canvas, new ViewBox(width, height));
    } finally {
      canvas.dispose();
    }
    return image;
  }

  /** Encodes an image in memory; by default, ImageIO uses a temporary file. */
  private static byte[] encode(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", out)) {
        throw new IOException("no PNG writer");
      }
    }
    return bytes.toByteArray();
  }
}
