package io.sparkrnn.blas;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Environment of this process as native code sees it. Java only reads a copy of it, and a library
 * reads its variables when it is loaded: a variable that a setting asks for has to be put where the
 * C library looks, which is a list of texts that its variable {@code environ} points to.
 */
final class NativeEnvironment {

  private NativeEnvironment() {}

  /** Value of a variable, where Java has not to be believed: it may have been set since. */
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
   * Sets a variable for libraries that are loaded from now on.
   *
   * @return whether this system's C library has its environment where that of Linux has it
   */
  static boolean set(String name, String value) {
    Optional<PointerPointer<BytePointer>> list = list();
    list.ifPresent(
        old -> {
          List<BytePointer> variables = new ArrayList<>(variables(old));
          variables.removeIf(variable -> variable.getString().startsWith(name + "="));
          String added = name + "=" + value;
          variables.add(new BytePointer(unowned(added.length() + 1L)).putString(added));
          PointerPointer<BytePointer> changed =
              new PointerPointer<>(unowned((variables.size() + 1L) * Long.BYTES));
          for (int i = 0; i < variables.size(); i++) {
            changed.put(i, variables.get(i));
          }
          changed.put(variables.size(), (Pointer) null);
          old.put(0, changed);
        });
    return list.isPresent();
  }

  /** Memory that is never freed, since native code may read it for as long as the process lives. */
  private static Pointer unowned(long bytes) {
    return Pointer.malloc(bytes);
  }

  /** The C library's variable that points to the list; empty on systems that have it elsewhere. */
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
