package io.athanor.federation.round;

import io.athanor.federation.privacy.PrivacyTerms;
import io.athanor.federation.round.Step.Closed;
import io.athanor.federation.round.Step.Joined;
import io.athanor.federation.round.Step.Opened;
import io.athanor.federation.round.Step.PhaseEnded;
import io.athanor.federation.round.Step.SharesRevealed;
import io.athanor.federation.round.Step.SharesSent;
import io.athanor.federation.round.Step.VectorSent;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A step as the bytes that its site signs: every field in order, texts and arrays after their
 * lengths, so that no two steps have the same bytes. They begin with a name of their own and are no
 * order to any robot.
 */
public final class StepBytes {
  private static final String DOMAIN = "athanor-federation/1";

  private StepBytes() {}

  /** What is signed. */
  public static byte[] of(String round, String site, Step step) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      text(out, DOMAIN);
      text(out, round);
      text(out, site);
      write(out, step);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Bytes of the step alone. */
  static long payload(Step step) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(out, step);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.size();
  }

  private static void write(DataOutputStream out, Step step) throws IOException {
    text(out, step.getClass().getSimpleName());
    if (step instanceof Opened each) {
      opened(out, each);
    } else if (step instanceof Joined each) {
      array(out, each.shareKey());
      array(out, each.maskKey());
      array(out, each.selfMask());
    } else if (step instanceof PhaseEnded each) {
      text(out, each.phase().name());
    } else if (step instanceof SharesSent each) {
      map(out, each.sealed());
    } else if (step instanceof VectorSent each) {
      out.writeInt(each.part());
      array(out, each.bytes());
    } else if (step instanceof SharesRevealed each) {
      map(out, each.shares());
    } else if (step instanceof Closed each) {
      text(out, each.problem().orElse(""));
    } else {
      throw new IllegalStateException("step " + step.getClass());
    }
  }

  private static void opened(DataOutputStream out, Opened opened) throws IOException {
    SumTerms sum = opened.sum();
    for (int each : new int[] {sum.length(), sum.fractionBits(), sum.fewest(), sum.most()}) {
      out.writeInt(each);
    }
    out.writeBoolean(opened.head().isPresent());
    if (opened.head().isPresent()) {
      HeadTerms head = opened.head().get();
      text(out, head.property());
      text(out, head.unit());
      text(out, head.modelDigest());
      out.writeInt(head.dimension());
      out.writeDouble(head.targetScale());
      out.writeBoolean(head.privacy().isPresent());
      if (head.privacy().isPresent()) {
        PrivacyTerms privacy = head.privacy().get();
        out.writeDouble(privacy.featureBound());
        out.writeDouble(privacy.targetBound());
        out.writeDouble(privacy.noiseMultiplier());
        out.writeDouble(privacy.delta());
      }
    }
    // nothing at all for others: what was signed before there were courses stays signed
    if (opened.trunk().isPresent()) {
      trunk(out, opened.trunk().get());
    }
  }

  private static void trunk(DataOutputStream out, TrunkTerms trunk) throws IOException {
    text(out, trunk.course());
    out.writeInt(trunk.round());
    out.writeInt(trunk.rounds());
    text(out, trunk.modelDigest());
    out.writeInt(trunk.properties().size());
    for (String each : trunk.properties()) {
      text(out, each);
    }
    out.writeDouble(trunk.learningRate());
    out.writeDouble(trunk.weightDecay());
    out.writeInt(trunk.edgesPerBatch());
    out.writeLong(trunk.seed());
  }

  private static void map(DataOutputStream out, Map<String, byte[]> map) throws IOException {
    out.writeInt(map.size());
    for (Map.Entry<String, byte[]> each : map.entrySet()) {
      text(out, each.getKey());
      array(out, each.getValue());
    }
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    array(out, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void array(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
