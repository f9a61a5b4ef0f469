package io.sparkrnn.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Measures layers and their rooflines, interleaved run by run, so that changes of the machine's
 * speed affect all of them alike.
 */
final class InterleavedLayers {

  private final BenchSettings effort;
  private final List<Turn> turns = new ArrayList<>();

  InterleavedLayers(BenchSettings effort) {
    this.effort = effort;
  }

  private record Turn(Quantity quantity, LayerSpeed layer, Roofline roofline) {}

  /** Adds a layer and the roofline of as many cores. */
  void add(Quantity quantity, LayerSpeed layer, Roofline roofline) {
    turns.add(new Turn(quantity, layer, roofline));
  }

  /** Measures the examples per second of each layer once per run. */
  void measure(Measurements notes) {
    notes.report("Layers without Spark: warming up");
    turns.forEach(turn -> turn.layer().measure(effort.warmUpSeconds()));
    Map<Quantity, List<Double>> measured = new EnumMap<>(Quantity.class);
    turns.forEach(turn -> measured.put(turn.quantity(), new ArrayList<>()));
    for (int run = 1; run <= effort.runs(); run++) {
      notes.report("Layers without Spark: run %d of %d".formatted(run, effort.runs()));
      for (Turn turn : turns) {
        turn.roofline().measure();
        measured.get(turn.quantity()).add(turn.layer().measure(effort.layerSeconds()));
      }
    }
    measured.forEach((quantity, all) -> notes.put(quantity, new Rates(all)));
  }
}
