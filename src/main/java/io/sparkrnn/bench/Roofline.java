package io.sparkrnn.bench;

import io.sparkrnn.bench.Sgemm.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How fast a crew's cores multiply matrices, each thread its own: what a layer's speed is compared
 * with. Measured again and again between other measurements, since a machine's speed changes.
 */
final class Roofline implements AutoCloseable {

  /** The input projection of the reference minibatch, and a size at which BLAS is at its best. */
  private static final List<Shape> SHAPES =
      List.of(new Shape(64 * 200, 128, 128), new Shape(1024, 1024, 1024));

  private final Crew crew;
  private final double seconds;
  private final Map<Shape, List<Sgemm>> products = new LinkedHashMap<>();
  private final Map<Shape, List<Double>> measured = new LinkedHashMap<>();

  /**
   * A roofline that nothing is known of yet.
   *
   * @param seconds that each shape is measured for
   */
  Roofline(Crew crew, double seconds) {
    this.crew = crew;
    this.seconds = seconds;
    for (Shape shape : SHAPES) {
      products.put(shape, crew.together(thread -> new Sgemm(shape)));
      measured.put(shape, new ArrayList<>());
    }
  }

  /** Measures every shape; GFLOP/s of the faster one. */
  double measure() {
    double best = 0;
    for (Shape shape : SHAPES) {
      List<Sgemm> own = products.get(shape);
      double gflops = crew.rate(thread -> own.get(thread).gflops(seconds));
      measured.get(shape).add(gflops);
      best = Math.max(best, gflops);
    }
    return best;
  }

  /** GFLOP/s by shape, in a fixed order; empty before the first measurement. */
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

  /** GFLOP/s of the shape with the better median. */
  Optional<Rates> best() {
    return shapes().values().stream().max(Comparator.comparing(Rates::median));
  }

  @Override
  public void close() {
    products.values().forEach(all -> all.forEach(Sgemm::close));
  }
}
