/**
 * Tables that leave: the same rows as CSV or Parquet, in pieces, so that no table is held whole.
 */
package io.athanor.formats.table;
