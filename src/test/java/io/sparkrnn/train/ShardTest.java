package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.sparkrnn.workload.Example;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShardTest {

  private static final int MANY = 1_000_000;
  private static final int CALLS = 100;

  @Test
  void holdsItsExamplesInTheirOrder() {
    List<Example> examples = Examples.sequences(3);

    assertThat(new Shard(5, examples).examples()).isEqualTo(examples);
    assertThat(new Shard(5, examples).id()).isEqualTo(5);
  }

  @Test
  void doesNotLetItsExamplesBeChanged() {
    List<Example> view = new Shard(0, Examples.sequences(2)).examples();

    assertThatThrownBy(() -> view.set(0, view.get(1)))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  /** Each round of an epoch asks for the order of all its minibatches. */
  @Test
  void keepsTheOrderThatWasAskedForLast() {
    Shard shard = new Shard(0, Examples.sequences(50));
    int[] order = shard.shuffled(1);

    assertThat(shard.shuffled(1)).isSameAs(order);
    assertThat(order).containsExactlyInAnyOrder(IntStream.range(0, 50).toArray());
    assertThat(shard.shuffled(2)).isNotEqualTo(order);
    assertThat(shard.shuffled(1)).isEqualTo(order);
  }

  /** A copy would make an epoch cost the square of the shard's size. */
  @Test
  void givesItsExamplesWithoutCopyingThem() {
    Shard shard = new Shard(0, Collections.nCopies(MANY, Examples.sequences(1).get(0)));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);

    long sizes = 0;
    for (int call = 0; call < CALLS; call++) {
      sizes += shard.examples().size();
    }

    assertThat(sizes).isEqualTo((long) MANY * CALLS);
    assertThat(threads.getThreadAllocatedBytes(thread) - before).isLessThan(4L * MANY);
  }
}
