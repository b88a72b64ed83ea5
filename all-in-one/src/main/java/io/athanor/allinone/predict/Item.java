package io.athanor.allinone.predict;

import io.athanor.inference.serving.RawKnown;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.crystal.Crystal;
import java.util.Objects;
import java.util.Optional;

/**
 * One structure of a file, or why there is none.
 *
 * @param id as the file names it, else its place
 * @param content what is to be scored
 */
record Item(String id, Content content) {
  Item {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(content, "content");
  }

  /** What is to be scored. */
  sealed interface Content {
    /** About how many sites it has: what it takes in memory. */
    default int sites() {
      return 1;
    }
  }

  /** Numbers and texts, not looked at. */
  record Raw(RawKnown known) implements Content {
    @Override
    public int sites() {
      return known.material().crystal().map(each -> each.species().size()).orElse(1);
    }
  }

  /** What a reader of the file's format made of it. */
  record Checked(Composition composition, Optional<Crystal> crystal) implements Content {
    @Override
    public int sites() {
      return crystal.map(each -> each.sites().size()).orElse(1);
    }
  }

  /** Nothing, and why. */
  record Unreadable(String reason) implements Content {}
}
