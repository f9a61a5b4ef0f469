package io.sparkrnn.nn.fused;

/**
 * Memory for the forward and backward pass of a fused layer, apart from its parameters. It belongs
 * to a thread rather than to a layer, so that a new replica reuses the memory of the last one.
 */
final class Workspace {

  private static final ThreadLocal<Workspace> OF_THREAD = ThreadLocal.withInitial(Workspace::new);

  final SequencePlan plan = new SequencePlan();
  final TokenProjection projection = new TokenProjection();
  final NumericProjection numbers = new NumericProjection();
  final Recurrence recurrence = new Recurrence();
  float[] kept = {};

  /** Inputs of the current pass, referenced so that their memory is not freed while in use. */
  NativeFloats ids = new NativeFloats();

  NativeFloats mask = new NativeFloats();
  NativeFloats epsilon = new NativeFloats();

  /** Layer whose forward pass is stored here, for its backward pass; null: none. */
  Object owner;

  private Workspace() {}

  static Workspace ofThread() {
    return OF_THREAD.get();
  }
}
