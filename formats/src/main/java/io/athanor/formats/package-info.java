/**
 * What laboratories write, read: the bytes of a file become {@link io.athanor.formats.Statement}s.
 * Pure, bounded in time and memory whatever the bytes are, and with one way to say no: {@link
 * io.athanor.formats.FormatException}.
 */
package io.athanor.formats;
