package io.sparkrnn.blas;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Environment variables of this process as native code sees them. Java can only read a copy, but
 * OpenBLAS reads the real environment when it is loaded. So variables are set in the list of
 * strings that the C library's variable {@code environ} points to.
 */
final class NativeEnvironment {

  private NativeEnvironment() {}

  /** Returns the current value of a variable, which may differ from Java's copy. */
  static Optional<String> get(String name) {
    return list()
        .map(
            list ->
                variables(list).stream()
                    .map(BytePointer::getString)
                    .filter(variable -> variable.startsWith(name + "="))
                    .map(variable -> variable.substring(name.length() + 1))
                    .findFirst())
        .orElseGet(() -> Optional.ofNullable(System.getenv(name)));
  }

  /**
   * Sets a variable, for libraries that are loaded later.
   *
   * @return false if this system has no variable {@code environ}, and nothing was set
   */
  static boolean set(String name, String value) {
    Optional<PointerPointer<BytePointer>> list = list();
    list.ifPresent(
        old -> {
          List<BytePointer> variables = new ArrayList<>(variables(old));
          variables.removeIf(variable -> variable.getString().startsWith(name + "="));
          String added = name + "=" + value;
          variables.add(new BytePointer(unmanaged(added.length() + 1L)).putString(added));
          PointerPointer<BytePointer> changed =
              new PointerPointer<>(unmanaged((variables.size() + 1L) * Long.BYTES));
          for (int i = 0; i < variables.size(); i++) {
            changed.put(i, variables.get(i));
          }
          changed.put(variables.size(), (Pointer) null);
          old.put(0, changed);
        });
    return list.isPresent();
  }

  /** Allocates memory that is never freed, since native code may read it until the process ends. */
  private static Pointer unmanaged(long bytes) {
    return Pointer.malloc(bytes);
  }

  /** Returns the C library's variable {@code environ}; empty on systems without it. */
  private static Optional<PointerPointer<BytePointer>> list() {
    Loader.load(org.bytedeco.javacpp.presets.javacpp.class);
    return Optional.ofNullable(Loader.addressof("environ"))
        .map(address -> new PointerPointer<BytePointer>(address));
  }

  private static List<BytePointer> variables(PointerPointer<BytePointer> list) {
    PointerPointer<BytePointer> texts = new PointerPointer<BytePointer>(list.get(0));
    List<BytePointer> variables = new ArrayList<>();
    BytePointer next = texts.get(BytePointer.class, 0);
    while (next != null) {
      variables.add(next);
      next = texts.get(BytePointer.class, variables.size());
    }
    return variables;
  }
}
