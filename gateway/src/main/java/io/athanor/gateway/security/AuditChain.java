package io.athanor.gateway.security;

import io.athanor.event.AccessAudited;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The audit log of a door as a hash chain: every entry carries the digest of the one before, so
 * that none can be changed, taken out or put in without all later ones. Who can rewrite a whole
 * chain can only be found out by a head that was kept elsewhere.
 */
public final class AuditChain {
  private static final int DIGEST_BYTES = 32;

  private AuditChain() {}

  /** What comes before the first entry. */
  public static ByteBuffer start() {
    return ByteBuffer.allocate(DIGEST_BYTES);
  }

  /**
   * SHA-256 over everything an entry says but the digest itself, each part with its length, so that
   * no two entries have the same bytes.
   */
  public static ByteBuffer digest(AccessAudited entry) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      put(out, "athanor-audit-1");
      byte[] previous = new byte[entry.getPrevious().remaining()];
      entry.getPrevious().duplicate().get(previous);
      out.writeInt(previous.length);
      out.write(previous);
      put(out, entry.getMeta().getId());
      put(out, entry.getMeta().getSource());
      out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, entry.getMeta().getRecordedAt()));
      put(out, entry.getMeta().getTenant());
      put(out, entry.getActor());
      out.writeInt(entry.getRoles().size());
      for (String role : entry.getRoles()) {
        put(out, role);
      }
      put(out, entry.getOperation());
      put(out, entry.getTarget());
      put(out, entry.getOutcome());
      out.writeInt(entry.getStatus());
      put(out, entry.getDoor());
      out.writeLong(entry.getSequence());
      out.writeLong(entry.getSuppressed());
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * What became of the chain of one door.
   *
   * @param entries how many there are
   * @param head digest of the last one, in hexadecimal: to be kept elsewhere and compared later
   * @param faults where it was tampered with, in words; empty where it was not
   */
  public record Verdict(String door, long entries, String head, List<String> faults) {
    /** Takes an immutable copy. */
    public Verdict {
      faults = List.copyOf(faults);
    }
  }

  /**
   * Verifies the chain of each door. The order of {@code entries} does not matter, and an entry
   * that is there twice counts once.
   */
  public static List<Verdict> verify(Collection<AccessAudited> entries) {
    Map<String, List<AccessAudited>> doors = new TreeMap<>();
    for (AccessAudited each : entries) {
      doors.computeIfAbsent(each.getDoor(), door -> new ArrayList<>()).add(each);
    }
    List<Verdict> verdicts = new ArrayList<>();
    doors.forEach((door, chain) -> verdicts.add(verdict(door, chain)));
    return verdicts;
  }

  private static Verdict verdict(String door, List<AccessAudited> chain) {
    chain.sort(Comparator.comparingLong(AccessAudited::getSequence));
    List<String> faults = new ArrayList<>();
    ByteBuffer previous = start();
    long next = 0;
    for (AccessAudited entry : chain) {
      String at = "entry " + entry.getSequence();
      if (entry.getSequence() == next - 1
          && entry.getDigest().equals(previous)
          && digest(entry).equals(previous)) {
        continue;
      }
      if (entry.getSequence() < next) {
        faults.add(at + " is there twice and says different things");
        continue;
      }
      if (entry.getSequence() > next) {
        faults.add("entries " + next + " to " + (entry.getSequence() - 1) + " are missing");
      } else if (!entry.getPrevious().equals(previous)) {
        faults.add(at + " does not follow the one before");
      }
      if (!digest(entry).equals(entry.getDigest())) {
        faults.add(at + " is not what was written");
      }
      previous = entry.getDigest();
      next = entry.getSequence() + 1;
    }
    byte[] head = new byte[previous.remaining()];
    previous.duplicate().get(head);
    return new Verdict(door, next, HexFormat.of().formatHex(head), faults);
  }

  private static void put(DataOutputStream out, String text) throws IOException {
    if (text == null) {
      out.writeInt(-1);
    } else {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }
}
