package io.sparkrnn.gate;

import io.sparkrnn.config.ModelRegistrySettings;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.workload.DataShift;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Check before training that rejects data unlike that of the newest model version. */
public final class DataGate {

  private final ModelRegistrySettings.DataGate limits;

  public DataGate(ModelRegistrySettings.DataGate limits) {
    this.limits = limits;
  }

  /**
   * Checks the data against the limits.
   *
   * @param trainingExamples number of training examples
   * @param shifts shifts against the data of the newest version; empty if there is no version
   * @throws BadDataException naming every limit that is not met
   */
  public void require(long trainingExamples, List<DataShift> shifts) {
    List<String> reasons = new ArrayList<>();
    if (trainingExamples < limits.minExamples()) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "%,d training examples, expected at least %,d (models.gate.min-examples)",
              trainingExamples,
              limits.minExamples()));
    }
    for (DataShift shift : shifts) {
      Limit limit = limit(shift.kind());
      if (shift.value() > limit.value()) {
        reasons.add(
            String.format(
                Locale.ROOT,
                "%s: moved by %.3f, expected at most %s (%s)",
                shift.text(),
                shift.value(),
                limit.value(),
                limit.key()));
      }
    }
    if (!reasons.isEmpty()) {
      throw new BadDataException(
          "the data does not pass the gate, nothing was trained:\n  "
              + String.join("\n  ", reasons)
              + "\nFix the data, or change the limit if the data is as intended");
    }
  }

  private record Limit(String key, double value) {}

  private Limit limit(DataShift.Kind kind) {
    return switch (kind) {
      case LABELS -> new Limit("models.gate.max-label-shift", limits.maxLabelShift());
      case LENGTHS -> new Limit("models.gate.max-length-shift", limits.maxLengthShift());
      case WORDS -> new Limit("models.gate.max-vocabulary-shift", limits.maxWordShift());
    };
  }
}
