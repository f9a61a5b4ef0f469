package io.sparkrnn.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.sparkrnn.bench.BenchResult.ScalingRow;
import io.sparkrnn.workload.LayerSize;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Benchmark result as it is written as JSON, without what is null or empty: it was not measured.
 * Numbers are medians unless the key says otherwise.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonNaming(SnakeCaseStrategy.class)
public record BenchJson(
    int cores,
    Cores sgemmGflops,
    Speeds examplesPerSecond,
    Map<String, Double> rooflineFraction,
    Preparation prepare,
    Ratios ratio,
    Size size,
    String averaging,
    String data,
    Map<String, Double> sgemmShapes,
    Map<String, CoreTypeSpeeds.Speed> coreTypes,
    Cores limitGflops,
    Map<String, List<Double>> runs,
    Map<String, Double> spread,
    Map<String, List<? extends Record>> scaling,
    Map<String, List<SizesTable.Json>> sizes,
    Machine machine) {

  /** Object of a result. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonNaming(SnakeCaseStrategy.class)
  interface Section {}

  record Cores(Double one, Double all) implements Section {

    private static Cores of(Optional<Double> one, Optional<Double> all) {
      return ifAny(new Cores(one.orElse(null), all.orElse(null)), new Cores(null, null));
    }
  }

  record Speeds(
      Cores stock,
      Cores fused,
      Double epoch,
      Double scoring,
      Double epochOneReplica,
      Double stockEpoch)
      implements Section {}

  record Preparation(
      double reviewsPerSecond,
      double mbPerSecond,
      double firstReviewsPerSecond,
      long reviews,
      String source)
      implements Section {}

  record Ratios(
      Double fusedToStockOne, Double fusedToStockAll, Double epochToLayer, Double epochToOneReplica)
      implements Section {}

  record Size(@JsonUnwrapped LayerSize size, double gflopPerBatch) implements Section {}

  /** Speed of the layer at a value of one of its sizes; the other sizes are null. */
  record Scaled(
      Integer batch,
      Integer length,
      Integer hidden,
      double examplesPerSecond,
      double gflops,
      double rooflineFraction)
      implements Section {

    private static Scaled of(String varied, ScalingRow row) {
      return new Scaled(
          varied.equals("batch") ? row.value() : null,
          varied.equals("length") ? row.value() : null,
          varied.equals("hidden") ? row.value() : null,
          row.examplesPerSecond(),
          row.gflops(),
          row.fraction());
    }
  }

  /** Returns a result without what was not measured. */
  public static BenchJson of(BenchResult result) {
    Map<String, Rates> rates = rates(result);
    Map<String, Double> fractions = new LinkedHashMap<>();
    for (Quantity quantity : Quantity.values()) {
      result.fraction(quantity).ifPresent(fraction -> fractions.put(quantity.key(), fraction));
    }
    Map<String, Double> shapes = new LinkedHashMap<>();
    result.sgemmOne().forEach((shape, gflops) -> shapes.put(shape + "_one", gflops.median()));
    result.sgemmAll().forEach((shape, gflops) -> shapes.put(shape + "_all", gflops.median()));
    Map<String, CoreTypeSpeeds.Speed> coreTypes = new LinkedHashMap<>();
    result.coreTypes().speeds().forEach((type, speed) -> coreTypes.put(type.label(), speed));
    return new BenchJson(
        result.cores(),
        Cores.of(result.roofOne().map(BenchJson::median), result.roofAll().map(BenchJson::median)),
        speeds(result),
        fractions,
        result.rate(Quantity.PREPARATION).map(speed -> preparation(result, speed)).orElse(null),
        ratios(result),
        new Size(result.size(), result.size().flopPerBatch() / 1e9),
        result.averaging(),
        result.data(),
        shapes,
        coreTypes,
        Cores.of(result.limitOne(), result.limitAll()),
        mapped(rates, Rates::all),
        mapped(rates, Rates::spread),
        scaling(result),
        SizesTable.json(result.sizes()),
        result.machine());
  }

  /** Returns a section; null if it equals the empty one. */
  private static <T> T ifAny(T section, T empty) {
    return section.equals(empty) ? null : section;
  }

  private static double median(Map.Entry<String, Rates> shape) {
    return shape.getValue().median();
  }

  private static Speeds speeds(BenchResult result) {
    return ifAny(
        new Speeds(
            Cores.of(result.median(Quantity.STOCK_ONE), result.median(Quantity.STOCK_ALL)),
            Cores.of(result.median(Quantity.FUSED_ONE), result.median(Quantity.FUSED_ALL)),
            result.median(Quantity.EPOCH).orElse(null),
            result.median(Quantity.SCORING).orElse(null),
            result.median(Quantity.EPOCH_ONE_REPLICA).orElse(null),
            result.median(Quantity.EPOCH_STOCK).orElse(null)),
        new Speeds(null, null, null, null, null, null));
  }

  private static Preparation preparation(BenchResult result, Rates rates) {
    return new Preparation(
        rates.median(),
        rates.median() * result.megabytesPerReview(),
        rates.first(),
        result.reviews(),
        result.source());
  }

  private static Ratios ratios(BenchResult result) {
    return ifAny(
        new Ratios(
            result.ratio(Quantity.FUSED_ONE, Quantity.STOCK_ONE).orElse(null),
            result.ratio(Quantity.FUSED_ALL, Quantity.STOCK_ALL).orElse(null),
            result.ratio(Quantity.EPOCH, Quantity.FUSED_ALL).orElse(null),
            result.ratio(Quantity.EPOCH, Quantity.EPOCH_ONE_REPLICA).orElse(null)),
        new Ratios(null, null, null, null));
  }

  private static Map<String, Rates> rates(BenchResult result) {
    Map<String, Rates> all = new LinkedHashMap<>();
    result.roofOne().ifPresent(shape -> all.put("sgemm_one", shape.getValue()));
    result.roofAll().ifPresent(shape -> all.put("sgemm_all", shape.getValue()));
    for (Quantity quantity : Quantity.values()) {
      result.rate(quantity).ifPresent(rates -> all.put(quantity.key(), rates));
    }
    return all;
  }

  private static <T> Map<String, T> mapped(Map<String, Rates> rates, Function<Rates, T> function) {
    Map<String, T> mapped = new LinkedHashMap<>();
    rates.forEach((key, one) -> mapped.put(key, function.apply(one)));
    return mapped;
  }

  private static Map<String, List<? extends Record>> scaling(BenchResult result) {
    Map<String, List<? extends Record>> scaling = new LinkedHashMap<>();
    result
        .scaling()
        .forEach(
            (varied, rows) ->
                scaling.put(varied, rows.stream().map(row -> Scaled.of(varied, row)).toList()));
    if (!result.partitions().isEmpty()) {
      scaling.put("partitions", result.partitions());
    }
    if (!result.rounds().isEmpty()) {
      scaling.put("averaging", result.rounds());
    }
    return scaling;
  }
}
