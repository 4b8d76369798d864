import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const FAULTS = resolve(__dirname, "..", "..", "test", "conformance", "faults");

/** A bucket that forgives everything, in HCL. */
const HCL = `resource "aws_s3_bucket_public_access_block" "models" {
  bucket                  = "acme-models"
  block_public_acls       = false
  block_public_policy     = false
  ignore_public_acls      = false
  restrict_public_buckets = false
}
`;

/** A pod that may do everything, behind a comment and a second document. */
const MANIFEST = `# the old server
apiVersion: v1
kind: Namespace
metadata:
  name: vision
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: resnet
  namespace: vision
spec:
  selector: { matchLabels: { app: resnet } }
  template:
    metadata: { labels: { app: resnet } }
    spec:
      containers:
        - name: server
          image: tensorflow/serving:latest
          securityContext: { privileged: true }
`;

/** Estates of every kind, with the usual faults, as a reviewer has them in a folder. */
export const INSECURE = { plan: "insecure.json", hcl: "terraform", manifest: "server.yaml" };

/** The same plan, well written. */
export const SECURE_PLAN = "plan.json";

/** Writes the estates into a project. */
export function writeEstates(directory: string): void {
  copyFileSync(join(FAULTS, "secure", "plan.json"), join(directory, SECURE_PLAN));
  copyFileSync(join(FAULTS, "insecure", "plan.json"), join(directory, INSECURE.plan));
  mkdirSync(join(directory, INSECURE.hcl));
  writeFileSync(join(directory, INSECURE.hcl, "main.tf"), HCL);
  writeFileSync(join(directory, INSECURE.manifest), MANIFEST);
}

/** A control of the consumer's own: the bucket of `policy.ts` fails it. */
export const OWN_CONTROLS = {
  file: "own-controls.yaml",
  id: "ACME_BUCKET_NAME",
  text: `controls:
  - id: ACME_BUCKET_NAME
    severity: high
    title: Buckets have the name of the company
    appliesTo: [aws_s3_bucket]
    require: self.bucket.startsWith("acme-")
    attribute: bucket
    rationale: Names of buckets are global.
    remediation: Begin the name with acme-.
`,
};

/** The controls that the guide of the installed package shows; throws when it shows none. */
export function controlsOfGuide(installed: string): string {
  const guide = readFileSync(join(installed, "docs", "guides", "controls.md"), "utf8");
  const [, controls] = /```yaml\n(controls:\n.*?)```/s.exec(guide) ?? [];
  if (controls === undefined) throw new Error("docs/guides/controls.md shows no controls");
  return controls;
}
