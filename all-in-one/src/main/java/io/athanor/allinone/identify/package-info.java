/** {@code athanor identify}: which phases a powder pattern shows. */
package io.athanor.allinone.identify;
