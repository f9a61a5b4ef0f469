package io.sparkrnn.bench;

import io.sparkrnn.bench.Sgemm.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The speed of matrix products, each thread with its own matrices, which a layer's speed is
 * compared with. It is measured repeatedly between other measurements, because a machine's speed
 * changes over time.
 */
final class Roofline implements AutoCloseable {

  /** Shapes: the input projection of the reference minibatch, and one that BLAS is fast at. */
  private static final List<Shape> SHAPES =
      List.of(new Shape(64 * 200, 128, 128), new Shape(1024, 1024, 1024));

  private final WorkerThreads workers;
  private final double seconds;
  private final Map<Shape, List<Sgemm>> products = new LinkedHashMap<>();
  private final Map<Shape, List<Double>> measured = new LinkedHashMap<>();

  /**
   * A roofline without measurements.
   *
   * @param workers the threads that multiply
   * @param seconds minimum duration of a measurement of a shape
   */
  Roofline(WorkerThreads workers, double seconds) {
    this.workers = workers;
    this.seconds = seconds;
    for (Shape shape : SHAPES) {
      products.put(shape, workers.invokeAll(thread -> new Sgemm(shape)));
      measured.put(shape, new ArrayList<>());
    }
  }

  /** Measures every shape; returns the GFLOP/s of the fastest one. */
  double measure() {
    double best = 0;
    for (Shape shape : SHAPES) {
      List<Sgemm> own = products.get(shape);
      double gflops = workers.rate(thread -> own.get(thread).gflops(seconds));
      measured.get(shape).add(gflops);
      best = Math.max(best, gflops);
    }
    return best;
  }

  /** Returns GFLOP/s by shape, in a fixed order; empty before the first measurement. */
  Map<String, Rates> shapes() {
    Map<String, Rates> shapes = new LinkedHashMap<>();
    measured.forEach(
        (shape, rates) -> {
          if (!rates.isEmpty()) {
            shapes.put(shape.toString(), new Rates(rates));
          }
        });
    return shapes;
  }

  @Override
  public void close() {
    products.values().forEach(all -> all.forEach(Sgemm::close));
  }
}
