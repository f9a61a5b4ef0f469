package io.sparkrnn.nn.fused;

/**
 * The memory that a pass through the layer needs beside its parameters. It belongs to a thread
 * rather than to a layer: a task that trains a new replica each round goes on with the memory of
 * the last one.
 */
final class Workspace {

  private static final ThreadLocal<Workspace> OF_THREAD = ThreadLocal.withInitial(Workspace::new);

  final SequencePlan plan = new SequencePlan();
  final Projection projection = new Projection();
  final NumberProjection numbers = new NumberProjection();
  final Recurrence recurrence = new Recurrence();
  float[] kept = {};

  /** Inputs of the pass at hand, held so that nothing frees their memory while it is read. */
  NativeFloats ids = new NativeFloats();

  NativeFloats mask = new NativeFloats();
  NativeFloats epsilon = new NativeFloats();

  /** The layer whose forward pass is remembered here; null: none. */
  Object owner;

  private Workspace() {}

  static Workspace ofThread() {
    return OF_THREAD.get();
  }
}
