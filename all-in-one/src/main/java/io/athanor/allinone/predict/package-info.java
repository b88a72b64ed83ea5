/** {@code athanor predict}: structures of files, scored by a stored model; nothing needs to run. */
package io.athanor.allinone.predict;
