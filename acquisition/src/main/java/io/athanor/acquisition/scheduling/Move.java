package io.athanor.acquisition.scheduling;

/** What the laboratory decides. */
public sealed interface Move permits Grant, Offer {}
