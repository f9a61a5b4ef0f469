package io.sparkrnn.nn.fused;

import org.deeplearning4j.optimize.api.StepFunction;
import org.deeplearning4j.optimize.solvers.accumulation.GradientsAccumulator;
import org.deeplearning4j.optimize.solvers.accumulation.IndexedTail;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gradients accumulator without effect. With it, DL4J's optimizer subtracts nothing from the
 * parameters, because {@link FusedUpdater} has updated them already.
 */
final class NoOpGradientsAccumulator implements GradientsAccumulator {

  private static final long serialVersionUID = 1L;

  @Override
  public void applyUpdate(
      StepFunction step, INDArray parameters, INDArray updates, boolean finalStep) {}

  @Override
  public void applyUpdate(StepFunction step, INDArray parameters, INDArray updates, double alpha) {}

  @Override
  public void storeUpdate(INDArray update, int iteration, int epoch) {}

  @Override
  public void receiveUpdate(INDArray update) {
    throw new UnsupportedOperationException("updates are not exchanged");
  }

  @Override
  public boolean hasAnything() {
    return false;
  }

  @Override
  public void setExternalSource(IndexedTail source) {}

  @Override
  public IndexedTail getExternalSource() {
    return null;
  }

  @Override
  public void markExternalUpdates(boolean updatesAvailable) {}

  @Override
  public void reset() {}

  @Override
  public void touch() {}
}
