import { reasonsOf } from "../../page/reasons";
import type { PageChange } from "../../src/change/html/page-data";

test.each<[string, Partial<PageChange>, readonly string[]]>([
  ["a replacement that leaves a gap", { createsFirst: false }, ["the old one is destroyed first"]],
  ["a replacement without a gap", { createsFirst: true }, ["the new one is made before the old one goes"]],
  ["a replacement of which nobody knows", {}, []],
  ["what is no replacement has no order", { action: "update", createsFirst: false }, []],
  [
    "a guess, with its reason",
    { reason: "name cannot be changed in place", isEstimate: true, createsFirst: false },
    ["name cannot be changed in place", "an estimate: a plan knows", "the old one is destroyed first"],
  ],
  ["a move", { action: "move", previousAddress: "aws_s3_bucket.old" }, ["moved from aws_s3_bucket.old"]],
  ["an import", { action: "import", importId: "acme-models" }, ["imported as acme-models"]],
  ["a later plan", { action: "create", deferred: "config unknown" }, ["waits for a later plan: config unknown"]],
])("%s: the page says why, and how", (_, change, words) => {
  expect(reasonsOf({ at: 0, action: "replace", attributes: [], ...change })).toEqual(words);
});
