/**
 * A campaign drafted from a table: what each column is, what is sought, where to look and what is
 * known already. Pure; every guess says how sure it is and why, and everything can be said
 * otherwise ({@link io.athanor.formats.draft.Edits}).
 */
package io.athanor.formats.draft;
