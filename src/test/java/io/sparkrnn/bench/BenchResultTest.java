package io.sparkrnn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkrnn.bench.CoreTypeSpeeds.Speed;
import io.sparkrnn.blas.CoreType;
import io.sparkrnn.workload.LayerSize;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BenchResultTest {

  private static final LayerSize SIZE = new LayerSize(64, 200, 128, 128);

  @Test
  void theRooflineIsTheShapeWithTheBetterMedian() {
    BenchResult result =
        result(
            Map.of(
                "small", new Rates(List.of(100.0, 101.0, 300.0)),
                "large", new Rates(List.of(120.0, 121.0, 122.0))),
            Map.of());

    assertThat(result.roofOne().orElseThrow().getKey()).isEqualTo("large");
    assertThat(result.roofAll()).isEmpty();
  }

  @Test
  void theFractionIsArithmeticOfTheLayerOverThatOfTheProduct() {
    BenchResult result =
        result(
            Map.of("large", new Rates(List.of(100.0))),
            Map.of(
                Quantity.FUSED_ONE, new Rates(List.of(1000.0)),
                Quantity.FUSED_ALL, new Rates(List.of(2000.0))));

    assertThat(result.fraction(Quantity.FUSED_ONE).orElseThrow())
        .isEqualTo(0.393216, Offset.offset(1e-9));
    // Nothing to compare them with was measured.
    assertThat(result.fraction(Quantity.FUSED_ALL)).isEmpty();
    assertThat(result.fraction(Quantity.STOCK_ONE)).isEmpty();
    assertThat(result.ratio(Quantity.FUSED_ALL, Quantity.FUSED_ONE).orElseThrow()).isEqualTo(2);
    assertThat(result.ratio(Quantity.FUSED_ALL, Quantity.EPOCH)).isEmpty();
  }

  @Test
  void aLibraryThatChoseBadlyIsNotComparedWithItself() {
    CoreTypeSpeeds coreTypes =
        new CoreTypeSpeeds(
            CoreType.PRESCOTT,
            Map.of(
                CoreType.PRESCOTT, new Speed(20, 40),
                CoreType.SKYLAKEX, new Speed(100, 160)));
    BenchResult result =
        result(
            Map.of("large", new Rates(List.of(22.0))),
            coreTypes,
            Map.of(Quantity.FUSED_ONE, new Rates(List.of(500.0))));

    assertThat(result.limitOne().orElseThrow()).isEqualTo(110, Offset.offset(1e-9));
    assertThat(result.fraction(Quantity.FUSED_ONE).orElseThrow())
        .isEqualTo(500 * 39_321_600.0 / 110e9, Offset.offset(1e-9));
    assertThat(coreTypes.faster()).contains(CoreType.SKYLAKEX);
    assertThat(BenchTables.lines(result))
        .contains(
            "Kernels for SkylakeX would be 4.00 times as fast: --set blas.core-type=SkylakeX");
    assertThat(json(result))
        .containsEntry("limit_gflops", Map.of("one", result.limitOne().orElseThrow()));
  }

  @Test
  void aDifferenceWithinTheNoiseIsNoAdvice() {
    CoreTypeSpeeds coreTypes =
        new CoreTypeSpeeds(
            CoreType.SKYLAKEX,
            Map.of(
                CoreType.SKYLAKEX, new Speed(100, 200),
                CoreType.COOPERLAKE, new Speed(104, 208)));

    assertThat(coreTypes.faster()).isEmpty();
    assertThat(coreTypes.gainOne()).isEqualTo(1.04, Offset.offset(1e-9));
  }

  @Test
  void nothingIsKnownWithoutThePresentCoreType() {
    CoreTypeSpeeds coreTypes =
        new CoreTypeSpeeds(CoreType.SKYLAKEX, Map.of(CoreType.COOPERLAKE, new Speed(100, 200)));

    assertThat(coreTypes.faster()).isEmpty();
    assertThat(coreTypes.gainAll()).isEqualTo(1);
  }

  @Test
  void whatWasNotMeasuredIsNotInTheObject() {
    Map<String, Object> json =
        json(result(Map.of(), Map.of(Quantity.SCORING, new Rates(List.of(10.0, 30.0, 20.0)))));

    assertThat(json)
        .doesNotContainKeys("sgemm_gflops", "roofline_fraction", "prepare", "scaling")
        .containsEntry("examples_per_second", Map.of("scoring", 20.0))
        .containsEntry("runs", Map.of("scoring", List.of(10.0, 30.0, 20.0)))
        .containsEntry("spread", Map.of("scoring", 1.0));
  }

  private static Map<String, Object> json(BenchResult result) {
    return new ObjectMapper().convertValue(BenchJson.of(result), new TypeReference<>() {});
  }

  private static BenchResult result(Map<String, Rates> sgemmOne, Map<Quantity, Rates> rates) {
    return result(sgemmOne, CoreTypeSpeeds.none(), rates);
  }

  private static BenchResult result(
      Map<String, Rates> sgemmOne, CoreTypeSpeeds coreTypes, Map<Quantity, Rates> rates) {
    return new BenchResult(
        2,
        SIZE,
        "once an epoch",
        "nothing",
        "nowhere",
        0,
        0,
        sgemmOne,
        Map.of(),
        coreTypes,
        rates,
        Map.of(),
        List.of(),
        List.of(),
        List.of(),
        Machine.present());
  }
}
