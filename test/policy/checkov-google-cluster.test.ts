/**
 * Where Checkov is wrong on clusters and firewalls of Google Cloud that CDKTF writes, by the catalogue's table of
 * measurements and by the traps of its section on GKE: a test here in which `modelkeep check` is right.
 */
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { GOOGLE_CLUSTER_CASES } from "./checkov-cases-google-cluster";
import { proveCheckovCases } from "./checkov-proof";

proveCheckovCases(GOOGLE_CLUSTER_CASES, (stack) => {
  new GoogleProvider(stack, "google", { project: "acme", region: "europe-west4" });
});
