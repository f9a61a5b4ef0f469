package io.sparkrnn.workload.forecast;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.workload.Asset;
import java.io.Serializable;
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
    List<String> columns,
    List<ColumnScale> common,
    @JsonProperty("series") Map<String, List<ColumnScale>> ofSeries)
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
    try {
      return new Asset(ASSET, JSON.writeValueAsString(this) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("only numbers and texts are written", e);
    }
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
      return Optional.ofNullable(JSON.readValue(json, ModelScales.class))
          .orElseThrow(() -> new BadDataException("the model's %s is null".formatted(ASSET)));
    } catch (JsonProcessingException e) {
      throw new BadDataException(
          "the model's %s is damaged: %s".formatted(ASSET, e.getMessage()), e);
    }
  }
}
