package io.sparkrnn.gate;

import io.sparkrnn.config.ModelsSettings;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.workload.DataShift;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Refuses data that looks unlike what the last model was trained on, before training. */
public final class DataGate {

  private final ModelsSettings.DataGate limits;

  public DataGate(ModelsSettings.DataGate limits) {
    this.limits = limits;
  }

  /**
   * Lets data pass or not.
   *
   * @param trainingExamples how many there are
   * @param shifts since the newest version; empty if there is none
   * @throws BadDataException naming everything that is too far off
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
              + "\nMend the data, or raise the limit if it is meant to be so");
    }
  }

  private record Limit(String key, double value) {}

  private Limit limit(DataShift.Kind kind) {
    return switch (kind) {
      case LABELS -> new Limit("models.gate.max-label-shift", limits.maxLabelShift());
      case LENGTHS -> new Limit("models.gate.max-length-shift", limits.maxLengthShift());
      case WORDS -> new Limit("models.gate.max-word-shift", limits.maxWordShift());
    };
  }
}
