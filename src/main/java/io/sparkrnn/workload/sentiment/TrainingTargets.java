package io.sparkrnn.workload.sentiment;

import io.sparkrnn.workload.Teacher;
import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;

/** Target probabilities of a training minibatch. */
sealed interface TrainingTargets extends Serializable {

  /**
   * Writes the target of each output from {@code at} on.
   *
   * @param ids sequence as the network reads it
   * @param label index of its class
   */
  void put(float[] ids, float label, float[] targets, int at);

  /**
   * Labels, with label smoothing.
   *
   * @param smoothing fraction by which a label is moved towards 1/2, or of more classes towards the
   *     same probability for each, in [0, 1)
   * @param outputs number of output units: 1 for two classes with one sigmoid, else that of classes
   */
  record Labels(double smoothing, int outputs) implements TrainingTargets {
    @Override
    public void put(float[] ids, float label, float[] targets, int at) {
      if (outputs == 1) {
        targets[at] = (float) (label * (1 - smoothing) + smoothing / 2);
        return;
      }
      for (int output = 0; output < outputs; output++) {
        double target = output == (int) label ? 1 : 0;
        targets[at + output] = (float) (target * (1 - smoothing) + smoothing / outputs);
      }
    }
  }

  /** Probabilities of a teacher; labels are not used. */
  record OfTeacher(Broadcast<? extends Teacher> teacher) implements TrainingTargets {
    @Override
    public void put(float[] ids, float label, float[] targets, int at) {
      float[] probabilities = teacher.value().probabilities(ids);
      System.arraycopy(probabilities, 0, targets, at, probabilities.length);
    }
  }
}
