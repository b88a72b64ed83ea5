package io.athanor.federation.app;

import io.athanor.event.FederationClosed;
import io.athanor.event.FederationContributed;
import io.athanor.event.FederationJoined;
import io.athanor.event.FederationOpened;
import io.athanor.event.FederationPhase;
import io.athanor.event.FederationPhaseEnded;
import io.athanor.event.FederationRevealed;
import io.athanor.event.FederationShared;
import io.athanor.federation.privacy.PrivacyTerms;
import io.athanor.federation.round.HeadTerms;
import io.athanor.federation.round.Step;
import io.athanor.federation.round.Step.Closed;
import io.athanor.federation.round.Step.Joined;
import io.athanor.federation.round.Step.Opened;
import io.athanor.federation.round.Step.PhaseEnded;
import io.athanor.federation.round.Step.SharesRevealed;
import io.athanor.federation.round.Step.SharesSent;
import io.athanor.federation.round.Step.VectorSent;
import io.athanor.federation.round.SumTerms;
import io.athanor.federation.round.TrunkTerms;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Steps as the log carries them. */
final class StepCodec {
  private StepCodec() {}

  static Object write(Step step) {
    if (step instanceof Opened each) {
      return opened(each);
    } else if (step instanceof Joined each) {
      return FederationJoined.newBuilder()
          .setShareKey(ByteBuffer.wrap(each.shareKey()))
          .setMaskKey(ByteBuffer.wrap(each.maskKey()))
          .setSelfMask(ByteBuffer.wrap(each.selfMask()))
          .build();
    } else if (step instanceof PhaseEnded each) {
      return new FederationPhaseEnded(FederationPhase.valueOf(each.phase().name()));
    } else if (step instanceof SharesSent each) {
      return new FederationShared(wrapped(each.sealed()));
    } else if (step instanceof VectorSent each) {
      return new FederationContributed(each.part(), ByteBuffer.wrap(each.bytes()));
    } else if (step instanceof SharesRevealed each) {
      return new FederationRevealed(wrapped(each.shares()));
    } else if (step instanceof Closed each) {
      return new FederationClosed(each.problem().orElse(null));
    }
    throw new IllegalStateException("step " + step.getClass());
  }

  /**
   * A step of the log.
   *
   * @throws IllegalArgumentException naming what is malformed
   */
  static Step read(Object step) {
    if (step instanceof FederationOpened each) {
      return opened(each);
    } else if (step instanceof FederationJoined each) {
      return new Joined(
          bytes(each.getShareKey()), bytes(each.getMaskKey()), bytes(each.getSelfMask()));
    } else if (step instanceof FederationPhaseEnded each) {
      return new PhaseEnded(
          switch (each.getPhase()) {
            case JOINING -> Step.Phase.JOINING;
            case SHARING -> Step.Phase.SHARING;
            case MASKING -> Step.Phase.MASKING;
            case NONE -> throw new IllegalArgumentException("step.phase is not known");
          });
    } else if (step instanceof FederationShared each) {
      return new SharesSent(unwrapped(each.getSealed()));
    } else if (step instanceof FederationContributed each) {
      return new VectorSent(each.getPart(), bytes(each.getVector()));
    } else if (step instanceof FederationRevealed each) {
      return new SharesRevealed(unwrapped(each.getShares()));
    } else if (step instanceof FederationClosed each) {
      return new Closed(Optional.ofNullable(each.getProblem()));
    }
    throw new IllegalArgumentException("step is of no known kind");
  }

  private static FederationOpened opened(Opened opened) {
    SumTerms sum = opened.sum();
    FederationOpened.Builder builder =
        FederationOpened.newBuilder()
            .setLength(sum.length())
            .setFractionBits(sum.fractionBits())
            .setFewest(sum.fewest())
            .setMost(sum.most());
    opened
        .head()
        .ifPresent(
            head -> {
              builder
                  .setProperty(head.property())
                  .setUnit(head.unit())
                  .setModelDigest(head.modelDigest())
                  .setDimension(head.dimension())
                  .setTargetScale(head.targetScale());
              head.privacy()
                  .ifPresent(
                      privacy ->
                          builder
                              .setFeatureBound(privacy.featureBound())
                              .setTargetBound(privacy.targetBound())
                              .setNoiseMultiplier(privacy.noiseMultiplier())
                              .setDelta(privacy.delta()));
            });
    return builder.setTrunk(opened.trunk().map(TrunkCodec::write).orElse(null)).build();
  }

  private static Opened opened(FederationOpened event) {
    SumTerms sum =
        new SumTerms(
            event.getLength(), event.getFractionBits(), event.getFewest(), event.getMost());
    Optional<TrunkTerms> trunk = Optional.ofNullable(event.getTrunk()).map(TrunkCodec::read);
    if (event.getProperty() == null) {
      return new Opened(sum, Optional.empty(), trunk);
    }
    Optional<PrivacyTerms> privacy =
        event.getNoiseMultiplier() == null
            ? Optional.empty()
            : Optional.of(
                new PrivacyTerms(
                    given(event.getFeatureBound()),
                    given(event.getTargetBound()),
                    event.getNoiseMultiplier(),
                    given(event.getDelta())));
    return new Opened(
        sum,
        Optional.of(
            new HeadTerms(
                event.getProperty(),
                event.getUnit() == null ? "" : event.getUnit(),
                event.getModelDigest() == null ? "" : event.getModelDigest(),
                event.getDimension(),
                event.getTargetScale(),
                privacy)),
        trunk);
  }

  /** Not a number where nobody said, which the terms then refuse. */
  private static double given(Double value) {
    return value == null ? Double.NaN : value;
  }

  private static Map<String, ByteBuffer> wrapped(Map<String, byte[]> map) {
    Map<String, ByteBuffer> wrapped = new TreeMap<>();
    map.forEach((key, value) -> wrapped.put(key, ByteBuffer.wrap(value)));
    return wrapped;
  }

  private static SortedMap<String, byte[]> unwrapped(Map<String, ByteBuffer> map) {
    SortedMap<String, byte[]> unwrapped = new TreeMap<>();
    map.forEach((key, value) -> unwrapped.put(key, bytes(value)));
    return unwrapped;
  }

  static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
