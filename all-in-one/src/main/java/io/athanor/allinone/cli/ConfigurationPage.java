package io.athanor.allinone.cli;

import io.athanor.allinone.engine.EngineSettings;
import io.athanor.schemas.settings.Setting;

/** Every setting as a page of Markdown: {@code docs/configuration.md} is its output. */
final class ConfigurationPage {
  private ConfigurationPage() {}

  static String markdown() {
    StringBuilder page = new StringBuilder();
    page.append("# Configuration\n\n");
    page.append(
        "<!-- written by `./athanor config > docs/configuration.md`; a test holds it -->\n\n");
    page.append("Settings come from a file of Java properties (`--config FILE`) and from the\n");
    page.append(
        "environment, which wins; options on the command line win over both. A name that\n");
    page.append(
        "is not known is refused, with the nearest one that is. What starts with `kafka.`\n");
    page.append("goes to every Kafka client as it is, without the prefix\n");
    page.append("(`kafka.security.protocol=SASL_SSL`, or `ATHANOR_KAFKA_SECURITY_PROTOCOL`).\n");
    for (EngineSettings.Group group : EngineSettings.groups()) {
      page.append("\n## ").append(group.title()).append("\n\n");
      page.append("| setting | kind | default | environment | |\n");
      page.append("|---|---|---|---|---|\n");
      for (Setting<?> each : group.settings()) {
        page.append("| `").append(each.name()).append("` | ").append(each.kind());
        page.append(" | ").append(defaultOf(each));
        page.append(" | `").append(each.variable()).append("` | ");
        page.append(each.doc().replace("|", "\\|")).append(" |\n");
      }
    }
    return page.toString();
  }

  private static String defaultOf(Setting<?> setting) {
    if (setting.defaultText() == null) {
      return "must be given";
    }
    return setting.defaultText().isEmpty() ? "" : "`" + setting.defaultText() + "`";
  }
}
