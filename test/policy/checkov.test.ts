/**
 * Where Checkov is wrong on what CDKTF writes: measured once, and a test here in which `modelkeep check` is right.
 *
 * Each case is written in plain CDKTF, synthesized by an App, and read from the folder as the command reads it. Verdicts
 * of Checkov are those of the catalogue's table of measurements. Its rows on Google Cloud stand in
 * checkov-google-cluster.test.ts and checkov-google-identity.test.ts; that on Vertex endpoints waits for their controls.
 */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { IDENTITY_CASES } from "./checkov-cases-identity";
import { KEEPING_CASES } from "./checkov-cases-keeping";
import { KUBERNETES_CASES } from "./checkov-cases-kubernetes";
import { NETWORK_CASES } from "./checkov-cases-network";
import { proveCheckovCases } from "./checkov-proof";

proveCheckovCases([...NETWORK_CASES, ...KEEPING_CASES, ...IDENTITY_CASES, ...KUBERNETES_CASES], (stack) => {
  new AwsProvider(stack, "aws", { region: "eu-west-1" });
  new KubernetesProvider(stack, "kubernetes", { configPath: "config" });
});
