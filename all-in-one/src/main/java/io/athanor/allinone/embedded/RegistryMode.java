package io.athanor.allinone.embedded;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whether a subject takes schemas; the names are Confluent's. */
enum RegistryMode {
  READWRITE,
  READONLY,
  READONLY_OVERRIDE;

  static Optional<RegistryMode> named(String name) {
    String wanted = name.toUpperCase(Locale.ROOT);
    return Arrays.stream(values()).filter(each -> each.name().equals(wanted)).findFirst();
  }
}
