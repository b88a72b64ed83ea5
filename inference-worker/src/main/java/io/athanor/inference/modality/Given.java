package io.athanor.inference.modality;

import io.athanor.inference.model.InputMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A subset of what may be known of a material; the composition always is.
 *
 * @param mode whether the structure is known, or the composition alone
 * @param pattern whether a powder pattern was measured
 * @param literature whether documents speak of it
 */
public record Given(InputMode mode, boolean pattern, boolean literature) {

  /** Every subset in which something stands beside the structure or composition, pairs first. */
  public static List<Given> fused() {
    List<Given> all = new ArrayList<>();
    for (InputMode mode : InputMode.values()) {
      all.add(new Given(mode, true, false));
      all.add(new Given(mode, false, true));
      all.add(new Given(mode, true, true));
    }
    return all;
  }

  /** Whether all of this is known in the other, too. */
  public boolean isWithin(Given other) {
    return mode == other.mode && (other.pattern || !pattern) && (other.literature || !literature);
  }

  /** Who has a say, the network first. */
  public List<Expert> experts() {
    return Arrays.stream(Expert.values()).filter(each -> each.speaksFor(this)).toList();
  }

  /** For example {@code composition+pattern}: the key in a manifest. */
  public String key() {
    return mode.name().toLowerCase(Locale.ROOT)
        + (pattern ? "+pattern" : "")
        + (literature ? "+literature" : "");
  }
}
