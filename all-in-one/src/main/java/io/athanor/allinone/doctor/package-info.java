/** {@code athanor doctor}: what this machine and this build can do, and why. */
package io.athanor.allinone.doctor;
