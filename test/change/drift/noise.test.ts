import { isSameToProviders } from "../../../src/change/drift/noise";
import { Sensitive } from "../../../src/change/sensitive";
import type { Value } from "../../../src/estate/resource";
import { Unknown } from "../../../src/estate/unknown";

const POLICY = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject"],"Resource":"*"}]}';
const LAID_OUT = `{
  "Statement": [{ "Action": "s3:GetObject", "Effect": "Allow", "Resource": ["*"] }],
  "Version": "2012-10-17"
}`;

const SAME: readonly (readonly [string, string, Value | undefined, Value | undefined])[] = [
  ["null and nothing", "mfa", null, undefined],
  ["null and the empty text", "mfa_delete", null, ""],
  ["nothing and an empty list", "inline_policy", undefined, []],
  ["an empty block and null", "timeouts", {}, null],
  ["null and false", "rule.0.bucket_key_enabled", null, false],
  ["null and zero", "throughput", null, 0],
  ["a list of an empty block and nothing", "rule", [{ prefix: "", tags: {} }], undefined],
  ["JSON laid out differently, and lists of one", "policy", POLICY, LAID_OUT],
  ["a set in another order", "subnet_ids", ["subnet-a", "subnet-b"], ["subnet-b", "subnet-a"]],
  [
    "blocks in another order",
    "ingress",
    [{ from_port: 1 }, { from_port: 2 }],
    [{ from_port: 2 }, { from_port: 1, description: null }],
  ],
];

test.each(SAME)("%s mean the same to a provider", (_, path, before, after) => {
  expect(isSameToProviders({ path, before, after })).toBe(true);
  expect(isSameToProviders({ path, before: after, after: before })).toBe(true);
});

const OTHER: readonly (readonly [string, string, Value | undefined, Value | undefined])[] = [
  ["true and nothing", "block_public_acls", true, undefined],
  ["nothing and true", "force_destroy", undefined, true],
  ["true and false", "enable_key_rotation", true, false],
  ["nothing and a number", "max_size", null, 3],
  ["another text", "status", "Enabled", "Suspended"],
  ["JSON with one more action", "policy", POLICY, POLICY.replace('"s3:GetObject"', '"s3:GetObject","s3:PutObject"')],
  ["JSON and text that is none", "policy", POLICY, "{broken"],
  ["a command in another order", "command", ["serve", "--port"], ["--port", "serve"]],
  ["one element more", "subnet_ids", ["subnet-a"], ["subnet-a", "subnet-a"]],
  ["what is not known", "policy", new Unknown(), new Unknown()],
  [
    "secrets, which nobody can see",
    "password",
    new Sensitive([], "${sensitive(1)}"),
    new Sensitive([], "${sensitive(2)}"),
  ],
  [
    "a secret within a block",
    "auth",
    { token: new Sensitive([], "${sensitive(1)}") },
    { token: new Sensitive([], "${sensitive(2)}") },
  ],
];

test.each(OTHER)("%s do not mean the same", (_, path, before, after) => {
  expect(isSameToProviders({ path, before, after })).toBe(false);
});
