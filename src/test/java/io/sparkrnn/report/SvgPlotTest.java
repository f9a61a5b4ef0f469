package io.sparkrnn.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.workload.Figure.Line;
import java.util.List;
import org.junit.jupiter.api.Test;

class SvgPlotTest {

  private static Page draw(Curve... curves) {
    MarkupWriter markup = new MarkupWriter();
    SvgPlot.of("A <plot>", "across", "up", List.of(curves)).writeTo(markup);
    return Page.parse(markup.document());
  }

  private static Curve curve(String name, Curve.Role role, List<Double> x, List<Double> y) {
    return new Curve(new Line(name, x, y), role);
  }

  @Test
  void placesPointsBetweenTheAxes() {
    Page page =
        draw(curve("one", Curve.Role.PLAIN, List.of(0.0, 0.5, 1.0), List.of(0.0, 1.0, 0.5)));
    assertThat(page.attributes("//polyline", "points"))
        .containsExactly("66.0,308.0 306.0,40.0 546.0,174.0");
    assertThat(page.attributes("//circle", "cx")).containsExactly("66.0", "306.0", "546.0");
    assertThat(page.texts("//circle[2]/title")).containsExactly("one at 0.5: 1.0000");
  }

  @Test
  void namesItselfItsAxesAndItsCurves() {
    Page page = draw(curve("one & only", Curve.Role.PLAIN, List.of(0.0, 1.0), List.of(2.0, 3.0)));
    assertThat(page.attributes("/svg", "role")).containsExactly("img");
    assertThat(page.attributes("/svg", "aria-label"))
        .containsExactly("A <plot>: one & only from 2 to 3");
    assertThat(page.texts("/svg/title")).containsExactly("A <plot>");
    assertThat(page.texts("//g[@class='labels']/text")).containsExactly("across", "up");
    assertThat(page.texts("//g[@class='legend']/text")).containsExactly("one & only");
    assertThat(page.texts("//g[@class='ticks']/text")).contains("0.4", "2.2", "3.0");
  }

  @Test
  void tellsCurvesApartByRole() {
    List<Double> xy = List.of(0.0, 1.0);
    Page page =
        draw(
            curve("train", Curve.Role.TRAINING, xy, xy),
            curve("validation", Curve.Role.VALIDATION, xy, xy),
            curve("chance", Curve.Role.REFERENCE, xy, xy));
    assertThat(page.attributes("/svg/g[starts-with(@class, 'curve')]", "class"))
        .containsExactly("curve c0 dashed", "curve c1", "curve reference dashed");
    assertThat(page.elements("//circle")).hasSize(4);
  }

  @Test
  void skipsPointsThatAreNotFinite() {
    Page page =
        draw(
            curve(
                "gap",
                Curve.Role.PLAIN,
                List.of(0.0, 0.5, Double.NaN, 1.0),
                List.of(0.0, Double.NaN, 1.0, 1.0)));
    assertThat(page.attributes("//polyline", "points")).containsExactly("66.0,308.0 546.0,40.0");
  }

  @Test
  void drawsEmptyAxesForNothing() {
    Page page = draw(curve("none", Curve.Role.PLAIN, List.of(), List.of()));
    assertThat(page.elements("//circle")).isEmpty();
    assertThat(page.texts("//g[@class='ticks']/text")).contains("0.0", "1.0");
  }
}
