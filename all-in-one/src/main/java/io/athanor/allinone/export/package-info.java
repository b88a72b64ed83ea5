/** Campaigns and models for elsewhere. */
package io.athanor.allinone.export;
