package io.sparkrnn.bench;

import io.sparkrnn.error.InterruptedRunException;
import io.sparkrnn.nn.NativeThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/**
 * A fixed set of worker threads that run in parallel as the tasks of an executor do, each with one
 * BLAS thread. Work with a number always runs on the same thread, because native code and DL4J keep
 * memory per thread.
 */
final class WorkerThreads implements AutoCloseable {

  private final List<ExecutorService> threads = new ArrayList<>();

  WorkerThreads(int size) {
    for (int number = 0; number < size; number++) {
      String name = "bench-%d-of-%d".formatted(number + 1, size);
      threads.add(
          Executors.newSingleThreadExecutor(
              work -> {
                Thread thread = new Thread(work, name);
                thread.setDaemon(true);
                return thread;
              }));
    }
  }

  int size() {
    return threads.size();
  }

  /** Runs work in every thread, starting at the same time; returns the results by thread. */
  <T> List<T> invokeAll(IntFunction<T> work) {
    CountDownLatch arrived = new CountDownLatch(size());
    List<Future<T>> results = new ArrayList<>();
    for (int number = 0; number < size(); number++) {
      int own = number;
      results.add(
          threads
              .get(number)
              .submit(
                  () -> {
                    NativeThreads.limitTo(1);
                    arrived.countDown();
                    arrived.await();
                    return work.apply(own);
                  }));
    }
    return results.stream().map(WorkerThreads::result).toList();
  }

  /**
   * Runs work in every thread, starting at the same time; returns the sum of the rates.
   *
   * @param work measures the rate of the thread with a number
   */
  double rate(IntFunction<Double> work) {
    return invokeAll(work).stream().mapToDouble(Double::doubleValue).sum();
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedRunException("interrupted while measuring", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a measurement failed: " + e.getCause(), e.getCause());
    }
  }

  @Override
  public void close() {
    threads.forEach(ExecutorService::shutdownNow);
  }
}
