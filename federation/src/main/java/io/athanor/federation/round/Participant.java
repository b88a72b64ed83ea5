package io.athanor.federation.round;

import io.athanor.federation.round.Step.Joined;
import io.athanor.federation.round.Step.SharesRevealed;
import io.athanor.federation.round.Step.SharesSent;
import io.athanor.federation.round.Step.VectorSent;
import io.athanor.federation.sum.MaskStream;
import io.athanor.federation.sum.RingVector;
import io.athanor.federation.sum.Sealed;
import io.athanor.federation.sum.Shamir;
import io.athanor.federation.sum.X25519;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One site in rounds of double masking (Bonawitz et al. 2017): what it says next is a function of
 * its secret, the log and its vector. Pure.
 */
public final class Participant {
  private final String site;
  private final byte[] master;

  /**
   * A site.
   *
   * @param site its name in the log
   * @param master 32 secret bytes
   */
  public Participant(String site, byte[] master) {
    if (master.length != MaskStream.SEED_BYTES) {
      throw new IllegalArgumentException("master has " + master.length + " bytes, not 32");
    }
    this.site = site;
    this.master = master.clone();
  }

  /** Its name. */
  public String site() {
    return site;
  }

  /** The seed of its noise in a round. */
  public byte[] noiseSeed(String round) {
    return SiteSecrets.of(master, round).noise();
  }

  /** Its keys, while sites join and it has not. */
  public Optional<Step> join(Round round) {
    if (round.phase() != Step.Phase.JOINING || round.joined().containsKey(site)) {
      return Optional.empty();
    }
    SiteSecrets secrets = SiteSecrets.of(master, round.id());
    return Optional.of(
        new Joined(
            X25519.publicKey(secrets.shareKey()),
            X25519.publicKey(secrets.maskKey()),
            sha256(secrets.selfMask())));
  }

  /** The shares of its secrets, while they are given and it has not. */
  public Optional<Step> share(Round round) {
    if (round.phase() != Step.Phase.SHARING
        || !round.roster().contains(site)
        || round.hasShared(site)) {
      return Optional.empty();
    }
    SiteSecrets secrets = SiteSecrets.of(master, round.id());
    SortedMap<String, byte[]> shares = shares(round, secrets);
    SortedMap<String, byte[]> sealed = new TreeMap<>();
    for (String other : round.roster()) {
      if (!other.equals(site)) {
        byte[] key =
            SiteSecrets.sealing(
                secrets.shareKey(), round.joined().get(other).shareKey(), round.id(), site, other);
        sealed.put(other, Sealed.seal(key, shares.get(other)));
      }
    }
    return Optional.of(new SharesSent(sealed));
  }

  /** Whether its vector is asked for and not all there. */
  public boolean owesVector(Round round) {
    return round.phase() == Step.Phase.MASKING
        && round.sharers().contains(site)
        && round.sharers().size() >= least(round)
        && round.parts(site).size() < round.opened().sum().parts();
  }

  /** The masked vector. The same round must never be given two different vectors. */
  public RingVector masked(Round round, RingVector vector) {
    SiteSecrets secrets = SiteSecrets.of(master, round.id());
    RingVector masked = RingVector.of(vector.bytes());
    masked.plus(MaskStream.mask(secrets.selfMask(), vector.length()));
    for (String other : round.sharers()) {
      if (!other.equals(site)) {
        byte[] seed =
            SiteSecrets.pairwise(
                secrets.maskKey(), round.joined().get(other).maskKey(), round.id(), site, other);
        RingVector mask = MaskStream.mask(seed, vector.length());
        if (site.compareTo(other) < 0) {
          masked.plus(mask);
        } else {
          masked.minus(mask);
        }
      }
    }
    return masked;
  }

  /** The parts of a masked vector that are not in the log yet. */
  public List<Step> parts(Round round, byte[] masked) {
    SumTerms sum = round.opened().sum();
    List<Step> missing = new ArrayList<>();
    for (int i = 0; i < sum.parts(); i++) {
      if (!round.parts(site).containsKey(i)) {
        missing.add(
            new VectorSent(i, Arrays.copyOfRange(masked, sum.partStart(i), sum.partStart(i + 1))));
      }
    }
    return missing;
  }

  /** The shares it holds of what takes the masks off, once it is said who contributed. */
  public Optional<Step> reveal(Round round) {
    if (round.phase() != Step.Phase.UNMASKING
        || !round.contributors().contains(site)
        || round.contributors().size() < least(round)
        || round.revealed().containsKey(site)) {
      return Optional.empty();
    }
    SiteSecrets secrets = SiteSecrets.of(master, round.id());
    SortedMap<String, byte[]> shares = new TreeMap<>();
    for (String of : round.sharers()) {
      boolean contributed = round.contributors().contains(of);
      held(round, secrets, of)
          .ifPresent(
              both ->
                  shares.put(
                      of,
                      contributed
                          ? Arrays.copyOf(both, X25519.BYTES)
                          : Arrays.copyOfRange(both, X25519.BYTES, 2 * X25519.BYTES)));
    }
    return Optional.of(new SharesRevealed(shares));
  }

  /** Sites without which nothing is said: what the terms ask, and what a secret takes. */
  static int least(Round round) {
    return Math.max(round.opened().sum().fewest(), round.threshold());
  }

  private Optional<byte[]> held(Round round, SiteSecrets secrets, String of) {
    if (of.equals(site)) {
      return Optional.of(shares(round, secrets).get(site));
    }
    byte[] key =
        SiteSecrets.sealing(
            secrets.shareKey(), round.joined().get(of).shareKey(), round.id(), of, site);
    try {
      return round
          .sealed(of, site)
          .map(each -> Sealed.open(key, each))
          .filter(each -> each.length == 2 * X25519.BYTES);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What each of the roster holds of both secrets. */
  private static SortedMap<String, byte[]> shares(Round round, SiteSecrets secrets) {
    int sites = round.roster().size();
    SortedMap<Integer, byte[]> self =
        Shamir.split(secrets.selfMask(), sites, round.threshold(), secrets.selfSplit());
    SortedMap<Integer, byte[]> mask =
        Shamir.split(secrets.maskKey(), sites, round.threshold(), secrets.maskSplit());
    SortedMap<String, byte[]> shares = new TreeMap<>();
    for (int place = 1; place <= sites; place++) {
      byte[] both = Arrays.copyOf(self.get(place), 2 * X25519.BYTES);
      System.arraycopy(mask.get(place), 0, both, X25519.BYTES, X25519.BYTES);
      shares.put(round.roster().get(place - 1), both);
    }
    return shares;
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
