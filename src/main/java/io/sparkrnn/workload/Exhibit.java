package io.sparkrnn.workload;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;

/** Something a workload's metrics want shown in the report beside the scores. */
public sealed interface Exhibit extends Serializable
    permits Exhibit.Table, Exhibit.LinePlot, Exhibit.ScatterPlot, Exhibit.Picture {

  String title();

  /** One or two sentences under the title; may be empty. */
  String caption();

  /** How a table wants to be read. */
  enum TableStyle {
    /** Rows of text and numbers. */
    PLAIN,
    /** First column names the row; the other cells are counts shaded by their share of the row. */
    MATRIX
  }

  /**
   * A table of text cells.
   *
   * @param header the column names
   * @param rows the cells, each row as long as the header
   */
  record Table(
      String title, String caption, TableStyle style, List<String> header, List<List<String>> rows)
      implements Exhibit {
    public Table {
      requireNonNull(title, "title is null");
      requireNonNull(caption, "caption is null");
      requireNonNull(style, "style is null");
      header = List.copyOf(header);
      rows = rows.stream().map(List::copyOf).toList();
      int width = header.size();
      if (rows.stream().anyMatch(row -> row.size() != width)) {
        throw new IllegalArgumentException("table '%s' is not %d wide".formatted(title, width));
      }
    }
  }

  /** One line of a plot: {@code y[i]} over {@code x[i]}. */
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

  /** Lines over common axes. */
  record LinePlot(String title, String caption, String xLabel, String yLabel, List<Line> lines)
      implements Exhibit {
    public LinePlot {
      requireNonNull(title, "title is null");
      requireNonNull(caption, "caption is null");
      requireNonNull(xLabel, "xLabel is null");
      requireNonNull(yLabel, "yLabel is null");
      lines = List.copyOf(lines);
    }
  }

  /** Points of one colour: {@code y[i]} over {@code x[i]}. */
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

  /** Groups of points over common axes; a group's name stands in its midst. */
  record ScatterPlot(
      String title, String caption, String xLabel, String yLabel, List<Points> groups)
      implements Exhibit {
    public ScatterPlot {
      requireNonNull(title, "title is null");
      requireNonNull(caption, "caption is null");
      requireNonNull(xLabel, "xLabel is null");
      requireNonNull(yLabel, "yLabel is null");
      groups = List.copyOf(groups);
    }
  }

  /**
   * A PNG.
   *
   * @param label what is written above it; may be empty
   * @param alternative what it shows, for those who cannot see it
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

  /** Images, one below the other. */
  record Picture(String title, String caption, List<Image> images) implements Exhibit {
    public Picture {
      requireNonNull(title, "title is null");
      requireNonNull(caption, "caption is null");
      images = List.copyOf(images);
    }
  }
}
