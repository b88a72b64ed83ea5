package io.athanor.allinone.browser;

import com.microsoft.playwright.options.ColorScheme;

/** What a person set their system to. */
enum Scheme {
  LIGHT(ColorScheme.LIGHT),
  DARK(ColorScheme.DARK);

  final ColorScheme preferred;

  Scheme(ColorScheme preferred) {
    this.preferred = preferred;
  }
}
