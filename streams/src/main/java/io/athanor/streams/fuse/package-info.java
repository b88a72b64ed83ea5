/** Everything known about one material in one record; pure. */
package io.athanor.streams.fuse;
