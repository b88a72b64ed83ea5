/** What readers of text share: decoding, lines, numbers, spelled units, names. */
package io.athanor.formats.text;
