package io.sparkrnn.workload;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;

/** A table, plot or picture that a report shows beside the scores. */
public sealed interface Figure extends Serializable
    permits Figure.Table, Figure.LinePlot, Figure.ScatterPlot, Figure.Picture {

  /** Returns the title. */
  String title();

  /** Returns one or two sentences shown under the title; may be empty. */
  String caption();

  /** Layouts of a table. */
  enum TableStyle {
    /** Rows of text and numbers. */
    PLAIN,
    /** Row names in the first column, then counts, shaded by their share of the row. */
    MATRIX
  }

  /**
   * A table of text cells.
   *
   * @param header the column names
   * @param style the layout
   * @param rows the cells, each row as long as the header
   */
  record Table(
      String title, String caption, TableStyle style, List<String> header, List<List<String>> rows)
      implements Figure {
    public Table {
      requireNonNull(title, "title is null");
      requireNonNull(caption, "caption is null");
      requireNonNull(style, "style is null");
      header = List.copyOf(header);
      rows = rows.stream().map(List::copyOf).toList();
      int width = header.size();
      if (rows.stream().anyMatch(row -> row.size() != width)) {
        throw new IllegalArgumentException(
            "a row of table '%s' does not have %d cells".formatted(title, width));
      }
    }
  }

  /** A line of a plot: {@code y[i]} over {@code x[i]}. */
  record Line(String name, List<Double> x, List<Double> y) implements Serializable {
    public Line {
      requireNonNull(name, "name is null");
      x = List.copyOf(x);
      y = List.copyOf(y);
      if (x.size() != y.size()) {
        throw new IllegalArgumentException(
            "line '%s' has %d x and %d y".formatted(name, x.size(), y.size()));
      }
    }
  }

  /** A plot of lines. */
  record LinePlot(String title, String caption, String xLabel, String yLabel, List<Line> lines)
      implements Figure {
    public LinePlot {
      requireNonNull(title, "title is null");
      requireNonNull(caption, "caption is null");
      requireNonNull(xLabel, "xLabel is null");
      requireNonNull(yLabel, "yLabel is null");
      lines = List.copyOf(lines);
    }
  }

  /** A group of points of one color: {@code y[i]} over {@code x[i]}. */
  record Points(String name, List<Double> x, List<Double> y) implements Serializable {
    public Points {
      requireNonNull(name, "name is null");
      x = List.copyOf(x);
      y = List.copyOf(y);
      if (x.size() != y.size()) {
        throw new IllegalArgumentException(
            "points '%s' have %d x and %d y".formatted(name, x.size(), y.size()));
      }
    }
  }

  /** A plot of groups of points; each group's name is drawn at its center. */
  record ScatterPlot(
      String title, String caption, String xLabel, String yLabel, List<Points> groups)
      implements Figure {
    public ScatterPlot {
      requireNonNull(title, "title is null");
      requireNonNull(caption, "caption is null");
      requireNonNull(xLabel, "xLabel is null");
      requireNonNull(yLabel, "yLabel is null");
      groups = List.copyOf(groups);
    }
  }

  /**
   * A PNG image.
   *
   * @param label the text above it; may be empty
   * @param alternative the alternative text, for screen readers
   * @param png the encoded image
   */
  record Image(String label, String alternative, byte[] png) implements Serializable {
    public Image {
      requireNonNull(label, "label is null");
      requireNonNull(alternative, "alternative is null");
      png = png.clone();
    }

    @Override
    public byte[] png() {
      return png.clone();
    }
  }

  /** A column of images. */
  record Picture(String title, String caption, List<Image> images) implements Figure {
    public Picture {
      requireNonNull(title, "title is null");
      requireNonNull(caption, "caption is null");
      images = List.copyOf(images);
    }
  }
}
