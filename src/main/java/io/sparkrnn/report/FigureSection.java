package io.sparkrnn.report;

import io.sparkrnn.workload.Figure;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Writes a figure of the report with title and caption: a table, a plot or images. */
final class FigureSection {

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?[0-9][0-9,.]*(e[-+]?[0-9]+)?( ?%)?|–");
  private static final Pattern COUNT = Pattern.compile("[0-9]{1,18}");

  /** Number of characters in a cell from which its table is as wide as the page. */
  private static final int LONG_CELL = 40;

  private FigureSection() {}

  static void write(MarkupWriter page, Figure figure) {
    page.open("figure", "class", isWide(figure) ? "figure wide" : "figure");
    page.open("figcaption");
    page.element("h3", figure.title(), "dir", "auto");
    if (!figure.caption().isEmpty()) {
      page.element("p", figure.caption(), "class", "caption", "dir", "auto");
    }
    page.close();
    if (figure instanceof Figure.Table table) {
      writeTable(page, table);
    } else if (figure instanceof Figure.LinePlot plot) {
      SvgPlot.of(plot.title(), plot.xLabel(), plot.yLabel(), curves(plot)).writeTo(page);
    } else if (figure instanceof Figure.ScatterPlot scatter) {
      new SvgScatter(scatter).writeTo(page);
    } else if (figure instanceof Figure.Picture picture) {
      picture.images().forEach(image -> writeImage(page, image));
    }
    page.close();
  }

  private static void writeImage(MarkupWriter page, Figure.Image image) {
    page.open("div", "class", "picture");
    if (!image.label().isEmpty()) {
      page.element("p", image.label(), "class", "overline", "dir", "auto");
    }
    page.empty(
        "img",
        "alt",
        image.alternative(),
        "src",
        "data:image/png;base64," + Base64.getEncoder().encodeToString(image.png()));
    page.close();
  }

  private static boolean isWide(Figure figure) {
    return figure instanceof Figure.Table table
        && (table.header().size() > 5
            || table.rows().stream().flatMap(List::stream).anyMatch(FigureSection::isLong));
  }

  /** Returns the curves of a plot; a line on the diagonal is drawn as reference. */
  private static List<Curve> curves(Figure.LinePlot plot) {
    return plot.lines().stream()
        .map(
            line ->
                new Curve(
                    line, line.x().equals(line.y()) ? Curve.Role.REFERENCE : Curve.Role.PLAIN))
        .toList();
  }

  private static void writeTable(MarkupWriter page, Figure.Table table) {
    boolean matrix = table.style() == Figure.TableStyle.MATRIX;
    List<String> kinds =
        IntStream.range(0, table.header().size()).mapToObj(i -> kind(table, i)).toList();
    String label = table.title();
    page.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", label);
    page.open("table", "class", matrix ? "matrix" : "plain");
    page.open("thead").open("tr");
    for (int i = 0; i < table.header().size(); i++) {
      page.element("th", table.header().get(i), "scope", "col", "class", kinds.get(i));
    }
    page.close().close();
    page.open("tbody");
    for (List<String> row : table.rows()) {
      page.open("tr");
      if (matrix) {
        writeMatrixRow(page, row);
      } else {
        writePlainRow(page, row, kinds);
      }
      page.close();
    }
    page.close().close().close();
  }

  private static void writePlainRow(MarkupWriter page, List<String> row, List<String> kinds) {
    for (int i = 0; i < row.size(); i++) {
      page.element("td", row.get(i), "class", kinds.get(i), "dir", "auto");
    }
  }

  private static void writeMatrixRow(MarkupWriter page, List<String> row) {
    long sum = row.stream().skip(1).mapToLong(cell -> count(cell).orElse(0)).sum();
    for (int i = 0; i < row.size(); i++) {
      OptionalLong count = count(row.get(i));
      if (i == 0) {
        page.element("th", row.get(i), "scope", "row", "dir", "auto");
      } else if (count.isPresent() && sum > 0) {
        writeShaded(page, count.getAsLong(), count.getAsLong() / (double) sum);
      } else {
        page.element("td", row.get(i), "dir", "auto");
      }
    }
  }

  private static void writeShaded(MarkupWriter page, long count, double share) {
    page.open("td", "style", String.format(Locale.ROOT, "--share:%.4f", share));
    page.text(DisplayFormat.count(count)).text(" ");
    page.element("span", DisplayFormat.percent(share, 1), "class", "share");
    page.close();
  }

  private static OptionalLong count(String cell) {
    return COUNT.matcher(cell).matches()
        ? OptionalLong.of(Long.parseLong(cell))
        : OptionalLong.empty();
  }

  /** Returns the style class of a column, by the content of its cells. */
  private static String kind(Figure.Table table, int column) {
    List<String> cells = table.rows().stream().map(row -> row.get(column)).toList();
    if (cells.stream().anyMatch(FigureSection::isLong)) {
      return column == longest(table) ? "long" : "half-long";
    }
    boolean numeric = cells.stream().allMatch(cell -> NUMBER.matcher(cell).matches());
    return numeric && !cells.isEmpty() ? "number" : "text";
  }

  private static int longest(Figure.Table table) {
    return IntStream.range(0, table.header().size())
        .boxed()
        .max(Comparator.comparingInt(column -> length(table, column)))
        .orElse(0);
  }

  private static int length(Figure.Table table, int column) {
    return table.rows().stream().mapToInt(row -> row.get(column).length()).sum();
  }

  private static boolean isLong(String cell) {
    return cell.length() > LONG_CELL;
  }
}
