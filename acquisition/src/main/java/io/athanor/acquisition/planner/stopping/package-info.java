/** When to propose nothing more: rules that give the number behind their verdict. */
package io.athanor.acquisition.planner.stopping;
