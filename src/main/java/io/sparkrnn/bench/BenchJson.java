package io.sparkrnn.bench;

import io.sparkrnn.workload.LayerSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Converts a benchmark result to JSON; numbers are medians unless the key says otherwise. */
public final class BenchJson {

  private BenchJson() {}

  /** Returns a result as nested maps, lists, numbers and strings. */
  public static Map<String, Object> of(BenchResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("cores", result.cores());
    putIfAny(json, "sgemm_gflops", sgemm(result));
    putIfAny(json, "examples_per_second", speeds(result));
    putIfAny(json, "roofline_fraction", fractions(result));
    putIfAny(json, "prepare", preparation(result));
    putIfAny(json, "ratio", ratios(result));
    json.put("size", size(result.size()));
    json.put("averaging", result.averaging());
    json.put("data", result.data());
    putIfAny(json, "sgemm_shapes", shapes(result));
    putIfAny(json, "core_types", coreTypes(result));
    putIfAny(json, "limit_gflops", limits(result));
    putIfAny(json, "runs", runs(result));
    putIfAny(json, "spread", spread(result));
    putIfAny(json, "scaling", scaling(result));
    putIfAny(json, "sizes", SizesTable.json(result.sizes()));
    json.put("machine", result.machine());
    return json;
  }

  private static void putIfAny(Map<String, Object> json, String key, Map<String, Object> content) {
    if (!content.isEmpty()) {
      json.put(key, content);
    }
  }

  private static Map<String, Object> sgemm(BenchResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    result.roofOne().ifPresent(shape -> json.put("one", shape.getValue().median()));
    result.roofAll().ifPresent(shape -> json.put("all", shape.getValue().median()));
    return json;
  }

  private static Map<String, Object> speeds(BenchResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    putIfAny(json, "stock", cores(result, Quantity.STOCK_ONE, Quantity.STOCK_ALL));
    putIfAny(json, "fused", cores(result, Quantity.FUSED_ONE, Quantity.FUSED_ALL));
    for (Quantity quantity :
        List.of(
            Quantity.EPOCH, Quantity.SCORING, Quantity.EPOCH_ONE_REPLICA, Quantity.EPOCH_STOCK)) {
      result.rate(quantity).ifPresent(rates -> json.put(quantity.key(), rates.median()));
    }
    return json;
  }

  private static Map<String, Object> cores(BenchResult result, Quantity one, Quantity all) {
    Map<String, Object> json = new LinkedHashMap<>();
    result.rate(one).ifPresent(rates -> json.put("one", rates.median()));
    result.rate(all).ifPresent(rates -> json.put("all", rates.median()));
    return json;
  }

  private static Map<String, Object> fractions(BenchResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    for (Quantity quantity : Quantity.values()) {
      result.fraction(quantity).ifPresent(fraction -> json.put(quantity.key(), fraction));
    }
    return json;
  }

  private static Map<String, Object> preparation(BenchResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    result
        .rate(Quantity.PREPARATION)
        .ifPresent(
            rates -> {
              json.put("reviews_per_second", rates.median());
              json.put("mb_per_second", rates.median() * result.megabytesPerReview());
              json.put("first_reviews_per_second", rates.first());
              json.put("reviews", result.reviews());
              json.put("source", result.source());
            });
    return json;
  }

  private static Map<String, Object> ratios(BenchResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    result
        .ratio(Quantity.FUSED_ONE, Quantity.STOCK_ONE)
        .ifPresent(ratio -> json.put("fused_to_stock_one", ratio));
    result
        .ratio(Quantity.FUSED_ALL, Quantity.STOCK_ALL)
        .ifPresent(ratio -> json.put("fused_to_stock_all", ratio));
    result
        .ratio(Quantity.EPOCH, Quantity.FUSED_ALL)
        .ifPresent(ratio -> json.put("epoch_to_layer", ratio));
    result
        .ratio(Quantity.EPOCH, Quantity.EPOCH_ONE_REPLICA)
        .ifPresent(ratio -> json.put("epoch_to_one_replica", ratio));
    return json;
  }

  private static Map<String, Object> size(LayerSize size) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("batch", size.batch());
    json.put("length", size.length());
    json.put("embedding", size.embedding());
    json.put("hidden", size.hidden());
    json.put("gflop_per_batch", size.flopPerBatch() / 1e9);
    return json;
  }

  private static Map<String, Object> shapes(BenchResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    result.sgemmOne().forEach((shape, rates) -> json.put(shape + "_one", rates.median()));
    result.sgemmAll().forEach((shape, rates) -> json.put(shape + "_all", rates.median()));
    return json;
  }

  private static Map<String, Object> coreTypes(BenchResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    result
        .coreTypes()
        .speeds()
        .forEach(
            (type, speed) ->
                json.put(type.label(), Map.of("one", speed.one(), "all", speed.all())));
    return json;
  }

  private static Map<String, Object> limits(BenchResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    result.limitOne().ifPresent(limit -> json.put("one", limit));
    result.limitAll().ifPresent(limit -> json.put("all", limit));
    return json;
  }

  private static Map<String, Object> runs(BenchResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    all(result).forEach((key, rates) -> json.put(key, rates.all()));
    return json;
  }

  private static Map<String, Object> spread(BenchResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    all(result).forEach((key, rates) -> json.put(key, rates.spread()));
    return json;
  }

  private static Map<String, Rates> all(BenchResult result) {
    Map<String, Rates> all = new LinkedHashMap<>();
    result.roofOne().ifPresent(shape -> all.put("sgemm_one", shape.getValue()));
    result.roofAll().ifPresent(shape -> all.put("sgemm_all", shape.getValue()));
    for (Quantity quantity : Quantity.values()) {
      Optional<Rates> rates = result.rate(quantity);
      rates.ifPresent(measured -> all.put(quantity.key(), measured));
    }
    return all;
  }

  private static Map<String, Object> scaling(BenchResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    result
        .scaling()
        .forEach(
            (name, rows) -> {
              List<Map<String, Object>> all = new ArrayList<>();
              for (ScalingRow row : rows) {
                Map<String, Object> object = new LinkedHashMap<>();
                object.put(name, row.value());
                object.put("examples_per_second", row.examplesPerSecond());
                object.put("gflops", row.gflops());
                object.put("roofline_fraction", row.fraction());
                all.add(object);
              }
              json.put(name, all);
            });
    if (!result.partitions().isEmpty()) {
      List<Map<String, Object>> all = new ArrayList<>();
      for (PartitionRow row : result.partitions()) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("partitions", row.partitions());
        object.put("epoch", row.epoch());
        object.put("scoring", row.scoring());
        all.add(object);
      }
      json.put("partitions", all);
    }
    return json;
  }
}
