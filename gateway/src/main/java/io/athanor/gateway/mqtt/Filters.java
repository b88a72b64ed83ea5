package io.athanor.gateway.mqtt;

/** Topic filters (MQTT 3.1.1, section 4.7). */
final class Filters {
  private Filters() {}

  /** Whether a filter is well formed. */
  static boolean isValid(String filter) {
    if (filter.isEmpty() || filter.indexOf('\0') >= 0) {
      return false;
    }
    String[] levels = filter.split("/", -1);
    for (int i = 0; i < levels.length; i++) {
      boolean wild = levels[i].indexOf('+') >= 0 || levels[i].indexOf('#') >= 0;
      boolean last = i == levels.length - 1;
      if (wild && !levels[i].equals("+") && !(levels[i].equals("#") && last)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a topic is one of those that a valid filter means. */
  static boolean matches(String filter, String topic) {
    String[] wanted = filter.split("/", -1);
    String[] levels = topic.split("/", -1);
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].equals("#")) {
        return true;
      }
      if (i >= levels.length || !(wanted[i].equals("+") || wanted[i].equals(levels[i]))) {
        return false;
      }
    }
    return wanted.length == levels.length;
  }
}
