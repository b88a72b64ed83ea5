package io.athanor.federation.round;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one site says in a round. Arrays are not copied and must not be changed. */
public sealed interface Step {
  /** The phases of a round, in order. */
  enum Phase {
    /** Sites give their public keys. */
    JOINING,
    /** Sites give each other shares of their secrets, sealed. */
    SHARING,
    /** Sites give their masked vectors. */
    MASKING,
    /** Sites give the shares that take the masks off the sum, and off nothing else. */
    UNMASKING,
    /** Nothing more is said. */
    CLOSED
  }

  /**
   * The first step, of whoever coordinates.
   *
   * @param head which head; empty for a sum of something else
   * @param trunk which sum of which course; empty where no network is averaged
   */
  record Opened(SumTerms sum, Optional<HeadTerms> head, Optional<TrunkTerms> trunk)
      implements Step {
    /** Checks that they fit. */
    public Opened {
      if (head.isPresent() && trunk.isPresent()) {
        throw new IllegalArgumentException("opened: both of a head and of a trunk");
      }
      if (head.isPresent() && head.get().length() != sum.length()) {
        throw new IllegalArgumentException(
            "sum.length %d is not %d, that of the head"
                .formatted(sum.length(), head.get().length()));
      }
    }

    /** For a head, or for a sum of something else. */
    public Opened(SumTerms sum, Optional<HeadTerms> head) {
      this(sum, head, Optional.empty());
    }

    /** For a sum of a course. */
    public static Opened of(SumTerms sum, TrunkTerms trunk) {
      return new Opened(sum, Optional.empty(), Optional.of(trunk));
    }
  }

  /**
   * A site takes part.
   *
   * @param shareKey X25519 public key under which shares for it are sealed
   * @param maskKey X25519 public key from which pairwise masks come
   * @param selfMask SHA-256 of the seed of its own mask
   */
  record Joined(byte[] shareKey, byte[] maskKey, byte[] selfMask) implements Step {
    private static final int BYTES = 32;

    /** Checks the lengths. */
    public Joined {
      if (shareKey.length != BYTES || maskKey.length != BYTES || selfMask.length != BYTES) {
        throw new IllegalArgumentException("joined: a key has not 32 bytes");
      }
    }
  }

  /**
   * Who has spoken by now in a phase is in; who has not is out. Only the coordinator's counts.
   *
   * @param phase which ends
   */
  record PhaseEnded(Phase phase) implements Step {}

  /**
   * Shares of the two secrets of a site.
   *
   * @param sealed by reader
   */
  record SharesSent(SortedMap<String, byte[]> sealed) implements Step {
    /** Keeps a copy. */
    public SharesSent {
      sealed = new TreeMap<>(sealed);
    }
  }

  /**
   * A part of a masked vector.
   *
   * @param part from 0
   * @param bytes of the numbers, little-endian
   */
  record VectorSent(int part, byte[] bytes) implements Step {}

  /**
   * Shares in the clear: of the own mask of each site that contributed, of the mask key of each
   * that did not; never both of one site.
   *
   * @param shares by the site whose secret it is of
   */
  record SharesRevealed(Map<String, byte[]> shares) implements Step {
    /** Keeps a copy. */
    public SharesRevealed {
      shares = new TreeMap<>(shares);
    }
  }

  /**
   * The end.
   *
   * @param problem why there is no sum; empty where there is one
   */
  record Closed(Optional<String> problem) implements Step {
    /** Checks that a problem is said, since a blank one is signed as none. */
    public Closed {
      if (problem.filter(String::isBlank).isPresent()) {
        throw new IllegalArgumentException("closed: problem is blank");
      }
    }
  }
}
