package io.sparkrnn.workload.forecast;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.workload.Asset;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The scales that a model was trained with, one per column.
 *
 * @param columns names of the columns, the value first
 * @param common scales common to all series; empty if each series has its own
 * @param ofSeries scales by the series' name
 */
record ModelScales(
    List<String> columns, List<ColumnScale> common, Map<String, List<ColumnScale>> ofSeries)
    implements Serializable {

  static final String ASSET = "scaling.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  ModelScales {
    columns = List.copyOf(columns);
    common = List.copyOf(common);
    ofSeries = new TreeMap<>(ofSeries);
  }

  /** Returns the scales of a series; empty if they are to be computed from its own values. */
  Optional<List<ColumnScale>> of(String series) {
    return common.isEmpty() ? Optional.ofNullable(ofSeries.get(series)) : Optional.of(common);
  }

  Asset toAsset() {
    ObjectNode root = JSON.createObjectNode();
    columns.forEach(root.putArray("columns")::add);
    write(root.putArray("common"), common);
    ObjectNode each = root.putObject("series");
    ofSeries.forEach((name, scales) -> write(each.putArray(name), scales));
    try {
      return new Asset(ASSET, JSON.writeValueAsString(root) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("only numbers and texts are written", e);
    }
  }

  private static void write(ArrayNode array, List<ColumnScale> scales) {
    scales.forEach(one -> array.addArray().add(one.shift()).add(one.scale()));
  }

  /**
   * Reads the scales from a model's assets.
   *
   * @throws BadDataException if the asset is missing or damaged
   */
  static ModelScales in(List<Asset> assets) {
    String json =
        Asset.content(assets, ASSET)
            .orElseThrow(
                () ->
                    new BadDataException(
                        "the model has no " + ASSET + "; its inputs cannot be scaled"));
    try {
      JsonNode root = JSON.readTree(json);
      List<String> columns = new ArrayList<>();
      root.required("columns").forEach(name -> columns.add(name.textValue()));
      Map<String, List<ColumnScale>> each = new TreeMap<>();
      root.required("series")
          .fields()
          .forEachRemaining(one -> each.put(one.getKey(), read(one.getValue())));
      return new ModelScales(columns, read(root.required("common")), each);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new BadDataException(
          "the model's %s is damaged: %s".formatted(ASSET, e.getMessage()), e);
    }
  }

  private static List<ColumnScale> read(JsonNode array) {
    List<ColumnScale> scales = new ArrayList<>();
    array.forEach(
        one ->
            scales.add(
                new ColumnScale(one.required(0).doubleValue(), one.required(1).doubleValue())));
    return scales;
  }
}
