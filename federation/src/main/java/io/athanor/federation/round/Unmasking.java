package io.athanor.federation.round;

import io.athanor.federation.sum.MaskStream;
import io.athanor.federation.sum.RingVector;
import io.athanor.federation.sum.Shamir;
import io.athanor.federation.sum.X25519;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The sum of a round, as everybody who reads its log can work it out. */
public final class Unmasking {
  private Unmasking() {}

  /**
   * The sum over those who contributed.
   *
   * @throws RoundException naming what is missing or does not fit
   */
  public static RingVector sum(Round round) {
    List<String> in = round.contributors();
    if (in.size() < Participant.least(round)) {
      throw new RoundException(
          "%d sites contributed where %d are needed"
              .formatted(in.size(), Participant.least(round)));
    }
    if (round.revealed().size() < round.threshold()) {
      throw new RoundException(
          "%d sites gave shares where %d are needed"
              .formatted(round.revealed().size(), round.threshold()));
    }
    RingVector sum = new RingVector(round.opened().sum().length());
    in.forEach(site -> sum.plus(vector(round, site)));
    for (String site : round.sharers()) {
      byte[] secret = secret(round, site);
      if (in.contains(site)) {
        takeSelf(round, site, secret, sum);
      } else {
        takePairs(round, site, secret, sum);
      }
    }
    return sum;
  }

  private static void takeSelf(Round round, String site, byte[] seed, RingVector sum) {
    if (!MessageDigest.isEqual(Participant.sha256(seed), round.joined().get(site).selfMask())) {
      throw new RoundException("the shares of site " + site + " do not give what it committed to");
    }
    sum.minus(MaskStream.mask(seed, sum.length()));
  }

  /** What a site that fell out would have cancelled. */
  private static void takePairs(Round round, String site, byte[] key, RingVector sum) {
    if (!MessageDigest.isEqual(X25519.publicKey(key), round.joined().get(site).maskKey())) {
      throw new RoundException("the shares of site " + site + " do not give its mask key");
    }
    for (String other : round.contributors()) {
      byte[] seed =
          SiteSecrets.pairwise(key, round.joined().get(other).maskKey(), round.id(), site, other);
      RingVector mask = MaskStream.mask(seed, sum.length());
      if (other.compareTo(site) < 0) {
        sum.minus(mask);
      } else {
        sum.plus(mask);
      }
    }
  }

  private static byte[] secret(Round round, String of) {
    SortedMap<Integer, byte[]> shares = new TreeMap<>();
    round
        .revealed()
        .forEach(
            (site, given) -> {
              if (given.containsKey(of) && shares.size() < round.threshold()) {
                shares.put(round.roster().indexOf(site) + 1, given.get(of));
              }
            });
    if (shares.size() < round.threshold()) {
      throw new RoundException("too few shares of site " + of);
    }
    try {
      return Shamir.join(shares);
    } catch (IllegalArgumentException e) {
      throw new RoundException("shares of site " + of + " are malformed");
    }
  }

  private static RingVector vector(Round round, String site) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    round.parts(site).values().forEach(bytes::writeBytes);
    return RingVector.of(bytes.toByteArray());
  }
}
