/** Tables of numbers in text: XY, CSV, DAT, and tables of experiments. */
package io.athanor.formats.columns;
