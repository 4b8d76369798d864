/**
 * What the verbs about changes run. In the package it is a file of its own with all that it needs, for a check needs none of it:
 * so it is asked for at run time alone, and gives nothing but functions.
 */
export { runDiff } from "./diff-run";
export { runDrift } from "./drift-run";
export { listPrices, updatePrices } from "./prices-run";
