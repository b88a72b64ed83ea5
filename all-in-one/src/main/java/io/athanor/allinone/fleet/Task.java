package io.athanor.allinone.fleet;

import java.time.Instant;
import java.util.Optional;

/** A lease in a robot's memory. */
final class Task {
  private final Lease lease;
  private final Optional<FaultKind> fault;
  private Instant expiresAt;
  private Device.Order order;
  private boolean struck;
  private boolean silent;

  Task(Lease lease, Optional<FaultKind> fault) {
    this.lease = lease;
    this.fault = fault;
    this.expiresAt = lease.expiresAt();
  }

  static String id(Lease lease) {
    return lease.experimentId() + "/" + lease.step() + "/" + lease.epoch();
  }

  String id() {
    return id(lease);
  }

  Lease lease() {
    return lease;
  }

  /** Whether this fault is to strike now; says so once. */
  boolean meets(FaultKind kind) {
    boolean meets = !struck && fault.isPresent() && fault.get() == kind;
    struck |= meets;
    return meets;
  }

  /** The fault that did not strike; empty where there was none or it did. */
  Optional<FaultKind> unmet() {
    return struck ? Optional.empty() : fault;
  }

  Instant expiresAt() {
    return expiresAt;
  }

  void renewed(Instant until) {
    expiresAt = until;
  }

  /** What the device was told; empty before. */
  Optional<Device.Order> order() {
    return Optional.ofNullable(order);
  }

  void ordered(Device.Order given) {
    order = given;
  }

  /** Whether it says nothing until its lease is over. */
  boolean isSilent() {
    return silent;
  }

  void silence() {
    silent = true;
  }
}
