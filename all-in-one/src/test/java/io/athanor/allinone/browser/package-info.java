/**
 * The pages in a real browser, on a real engine. The browser is the system's Chromium, driven by
 * Playwright (docs/adr/0035); what it looked like lies in {@code target/browser-report}.
 */
package io.athanor.allinone.browser;
