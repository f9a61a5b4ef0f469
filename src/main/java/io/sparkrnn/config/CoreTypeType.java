package io.sparkrnn.config;

import com.typesafe.config.ConfigValue;
import io.sparkrnn.blas.CoreType;
import java.util.Optional;

/** Type of a setting that takes the name of an OpenBLAS core type, or {@code auto} for none. */
record CoreTypeType() implements SettingType<Optional<CoreType>> {

  private static final String AUTO = "auto";

  @Override
  public Optional<Optional<CoreType>> read(ConfigValue value) {
    return Hocon.text(value)
        .map(String::strip)
        .map(text -> text.equals(AUTO) ? Optional.<CoreType>empty() : CoreType.named(text))
        .filter(type -> type.isPresent() || Hocon.text(value).orElseThrow().strip().equals(AUTO));
  }

  @Override
  public String expected() {
    return "auto, or a core type of OpenBLAS such as Haswell, Zen, SkylakeX or NeoverseN1";
  }

  @Override
  public Object written(Optional<CoreType> value) {
    return value.map(CoreType::label).orElse(AUTO);
  }
}
