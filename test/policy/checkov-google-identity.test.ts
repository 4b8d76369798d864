/**
 * Where Checkov is wrong on what CDKTF writes for identities and buckets of Google Cloud: the rows of the catalogue's table
 * of measurements, and what stands near them. Where the table has no verdict, none is claimed. Like checkov.test.ts, which
 * has the rows of AWS.
 */
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { GOOGLE_IDENTITY_CASES, PROJECT } from "./checkov-cases-google-identity";
import { proveCheckovCases } from "./checkov-proof";

proveCheckovCases(GOOGLE_IDENTITY_CASES, (stack) => {
  new GoogleProvider(stack, "google", { project: PROJECT, region: "europe-west4" });
});
