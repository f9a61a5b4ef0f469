package io.sparkrnn.data.numpy;

import io.sparkrnn.error.BadDataException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Interpreter for the pickle of a NumPy array of lists of integers, protocols 2 to 5 (PEP 307, 3154
 * and 574).
 *
 * <p>A general unpickler calls any function that the pickle names. This one accepts only the few
 * names that such an array needs, implements them itself and rejects all others.
 */
final class PickleReader {

  private static final int LONGEST_STRING = 1 << 16;
  private static final int DEEPEST_STACK = 1 << 20;

  /** Approximate maximum of the memory used, in bytes; Keras's largest array takes 60 MB. */
  private static final long LARGEST = 512L << 20;

  /** Assumed overhead of an object, in bytes. */
  private static final int OBJECT = 64;

  private static final Object MARK = new Object();
  private static final Object NONE = new Object();

  private final DataInputStream in;
  private final String where;
  private final List<Object> stack = new ArrayList<>();
  private final Map<Integer, Object> memo = new HashMap<>();
  private long spent;

  PickleReader(InputStream in, String where) {
    this.in = new DataInputStream(in);
    this.where = where;
  }

  /**
   * Interprets the pickle and returns the elements of its array.
   *
   * @throws BadDataException if the pickle is not one of a one-dimensional array of objects
   */
  PickledList array() throws IOException {
    try {
      while (step(in.readUnsignedByte())) {
        if (stack.size() > DEEPEST_STACK) {
          throw damaged("its stack grows beyond " + DEEPEST_STACK);
        }
      }
      if (pop() instanceof PickledArray array && array.elements.isPresent()) {
        return array.elements.get();
      }
      throw damaged("it holds no one-dimensional numpy array of type object");
    } catch (ClassCastException | IndexOutOfBoundsException e) {
      throw new BadDataException(
          "%s holds a pickle that is inconsistent (%s): the file is damaged"
              .formatted(where, e.getMessage()),
          e);
    }
  }

  /** Executes one opcode; returns false at the end of the pickle. */
  private boolean step(int opcode) throws IOException {
    switch (opcode) {
      case 0x80 -> protocol(in.readUnsignedByte());
      case 0x95 -> in.readLong(); // skip the frame length, which only helps prefetching
      case '(' -> push(MARK);
      case 'N' -> push(NONE);
      case 0x88 -> push(Boolean.TRUE);
      case 0x89 -> push(Boolean.FALSE);
      case 'K' -> push((long) in.readUnsignedByte());
      case 'M' -> push((long) Short.toUnsignedInt(Short.reverseBytes(in.readShort())));
      case 'J' -> push((long) size4());
      case 0x8a -> push(longOf(in.readUnsignedByte()));
      case 'X', 'T', 'B' -> push(string(size4()));
      case 0x8c, 'U', 'C' -> push(string(in.readUnsignedByte()));
      case ')' -> push(List.of());
      case 0x85 -> push(List.of(pop()));
      case 0x86 -> push(topAsTuple(2));
      case 0x87 -> push(topAsTuple(3));
      case 't' -> push(List.copyOf(sinceMark()));
      case ']' -> {
        spend(2 * OBJECT);
        push(new PickledList());
      }
      case 'a' -> {
        Object item = pop();
        append((PickledList) top(), item);
      }
      case 'e' -> {
        List<Object> items = sinceMark();
        PickledList list = (PickledList) top();
        items.forEach(item -> append(list, item));
      }
      case 'q' -> remember(in.readUnsignedByte());
      case 'r' -> remember(size4());
      case 0x94 -> remember(memo.size());
      case 'h' -> push(remembered(in.readUnsignedByte()));
      case 'j' -> push(remembered(size4()));
      case 'c' -> push(allowed(line(), line()));
      case 0x93 -> {
        String name = (String) pop();
        push(allowed((String) pop(), name));
      }
      case 'R' -> {
        List<?> arguments = (List<?>) pop();
        push(call((Callable) pop(), arguments));
      }
      case 'b' -> {
        Object state = pop();
        if (top() instanceof PickledArray array) {
          array.build((List<?>) state);
        }
      }
      case '.' -> {
        return false;
      }
      default ->
          throw damaged("opcode 0x%02x is not allowed in an array of lists".formatted(opcode));
    }
    return true;
  }

  /** Functions and classes that a pickle may name. */
  private enum Callable {
    RECONSTRUCT,
    NDARRAY,
    DTYPE,
    ENCODE
  }

  private Callable allowed(String module, String name) {
    return switch (module + "." + name) {
      case "numpy.core.multiarray._reconstruct", "numpy._core.multiarray._reconstruct" ->
          Callable.RECONSTRUCT;
      case "numpy.ndarray" -> Callable.NDARRAY;
      case "numpy.dtype" -> Callable.DTYPE;
      case "_codecs.encode" -> Callable.ENCODE; // protocol 2 writes bytes as encoded strings
      default ->
          throw new BadDataException(
              ("%s holds a pickle that asks for %.200s.%.200s; only numpy arrays of lists of"
                      + " integers are read, and code in a pickle is never run. Use a file from a"
                      + " source you trust")
                  .formatted(where, module, name));
    };
  }

  private Object call(Callable callable, List<?> arguments) {
    return switch (callable) {
      case RECONSTRUCT -> new PickledArray();
      case DTYPE, ENCODE -> arguments.get(0);
      case NDARRAY -> throw damaged("it calls numpy.ndarray");
    };
  }

  private void protocol(int version) {
    if (version < 2 || version > 5) {
      throw damaged("it has protocol %d, expected 2 to 5".formatted(version));
    }
  }

  private void push(Object value) {
    stack.add(value);
  }

  private void append(PickledList list, Object item) {
    spend(list.holdsInts() && item instanceof Long ? 2 * Integer.BYTES : OBJECT);
    list.add(item);
  }

  private void remember(int index) {
    spend(OBJECT);
    memo.put(index, top());
  }

  private void spend(long bytes) {
    spent += bytes;
    if (spent > LARGEST) {
      throw damaged("it takes more than %d bytes of memory".formatted(LARGEST));
    }
  }

  private Object pop() {
    return stack.remove(stack.size() - 1);
  }

  private Object top() {
    return stack.get(stack.size() - 1);
  }

  private List<Object> topAsTuple(int size) {
    spend(OBJECT);
    List<Object> top = stack.subList(stack.size() - size, stack.size());
    List<Object> tuple = List.copyOf(top);
    top.clear();
    return tuple;
  }

  private List<Object> sinceMark() {
    int mark = stack.lastIndexOf(MARK);
    if (mark < 0) {
      throw damaged("a mark is missing");
    }
    List<Object> above = stack.subList(mark + 1, stack.size());
    spend(OBJECT + 8L * above.size());
    List<Object> items = new ArrayList<>(above);
    above.clear();
    pop();
    return items;
  }

  private Object remembered(int index) {
    return Optional.ofNullable(memo.get(index))
        .orElseThrow(() -> damaged("it reads memo entry %d, which is not set".formatted(index)));
  }

  private int size4() throws IOException {
    return Integer.reverseBytes(in.readInt());
  }

  private long longOf(int bytes) throws IOException {
    if (bytes > Long.BYTES) {
      throw damaged("an integer has %d bytes".formatted(bytes));
    }
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) in.readUnsignedByte() << (8 * i);
    }
    int unused = Long.SIZE - 8 * bytes;
    return bytes == 0 ? 0 : value << unused >> unused;
  }

  private String string(int length) throws IOException {
    if (length < 0 || length > LONGEST_STRING) {
      throw damaged("a string has %d bytes".formatted(length));
    }
    spend(OBJECT + 2L * length);
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException(where + " ends within a string");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
      if (line.length() == LONGEST_STRING) {
        throw damaged("a name is longer than " + LONGEST_STRING);
      }
      line.append((char) next);
    }
    return line.toString();
  }

  private BadDataException damaged(String why) {
    return new BadDataException(
        "%s holds a pickle that is not numpy's array of lists of integers: %s"
            .formatted(where, why));
  }

  /** Array whose state, the tuple (version, shape, type, order, list), is set by BUILD. */
  private static final class PickledArray {

    private Optional<PickledList> elements = Optional.empty();

    /** Takes the elements from the state of the array. */
    void build(List<?> state) {
      if (state.get(4) instanceof PickledList list) {
        elements = Optional.of(list);
      }
    }
  }
}
