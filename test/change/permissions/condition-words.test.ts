import { ENCRYPTION_CONTEXT, shownWords } from "../../../src/change/permissions/condition-words";

const TOKEN = "hK8vQ2mZ7pL4xR9tW3bN";

test.each<[key: string, values: string[], shown: string]>([
  ["sts:ExternalId", ["acme"], "..."],
  ["STS:externalid", ["acme", "other"], "..."],
  ["aws:Referer", ["https://acme.example/*"], "..."],
  ["aws:UserAgent", ["edge"], "..."],
  ["aws:RequestTag/token", ["acme"], "..."],
  ["aws:PrincipalTag/DB_PASSWORD", ["acme"], "..."],
  ["aws:RequestTag/team", [TOKEN], "..."],
  ["aws:RequestTag/team", ["vision", "speech"], "vision, speech"],
  ["aws:ResourceTag/secret", ["yes"], "yes"],
  ["kms:EncryptionContext:api_key", ["acme"], "..."],
  ["kms:EncryptionContext:tenant", ["vision"], "vision"],
  [ENCRYPTION_CONTEXT, ["tenant=vision", "token=acme"], "tenant=vision, token=..."],
  ["aws:SourceAccount", ["111122223333"], "111122223333"],
  ["aws:PrincipalOrgID", ["o-a1b2c3d4e5"], "o-a1b2c3d4e5"],
  ["oidc.eks.eu-west-1.amazonaws.com/id/A1B2C3D4E5F6A7B8:aud", ["sts.amazonaws.com"], "sts.amazonaws.com"],
  ["aws:TokenIssueTime", [], ""],
])("%s of %j is shown as %s", (key, values, shown) => {
  const words = shownWords({ operator: "StringEquals", key, values, undecided: false });
  expect(words).toBe(`StringEquals ${key} ${shown}`.trim());
});
