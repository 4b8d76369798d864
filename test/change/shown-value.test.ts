import { Sensitive } from "../../src/change/sensitive";
import { ValueMask } from "../../src/change/shown-value";
import { isSame } from "../../src/change/value-difference";
import type { Attributes, Value } from "../../src/estate/resource";
import { Unknown } from "../../src/estate/unknown";

function shown(kind: string, path: string, value: Value, attributes: Attributes = {}): string | undefined {
  return new ValueMask({ kind, attributes }).shown(path, value)?.text;
}

test.each<[string, string, string, Value]>([
  ["by its name", "aws_db_instance", "password", "hunter2"],
  ["by the provider", "aws_secretsmanager_secret_version", "secret_string", "{}"],
  ["in the data of a Secret", "v1 Secret", "data.tls.key", "LS0="],
  ["in the data of a Secret of Terraform", "kubernetes_secret_v1", "data.password", "x"],
  ["that the plan marks", "aws_s3_bucket", "bucket", new Sensitive("acme")],
  ["user data, which often holds some", "aws_instance", "user_data", "#!/bin/sh"],
])("a secret is masked: %s", (_, kind, path, value) => {
  expect(shown(kind, path, value)).toBe("(sensitive)");
});

test("a secret in a text is masked although its name tells nothing", () => {
  const attributes = { environment: [{ variables: { TOKEN: "hf_abcdefghijklmnopqrstuvwxyzABCDEFGH" } }] };
  expect(
    shown("aws_lambda_function", "environment.0.variables.TOKEN", "hf_abcdefghijklmnopqrstuvwxyzABCDEFGH", attributes),
  ).toBe("(sensitive)");
});

test("secrets deep in a block that came are masked, and the rest of it is shown", () => {
  const block = { name: "db", password: "hunter2", nested: [{ note: new Sensitive("quiet") }] };
  const text = shown("aws_thing", "block", block) ?? "";
  expect(text).toBe('{"name":"db","password":"(sensitive)","nested":[{"note":"(sensitive)"}]}');
});

test.each<[string, Value]>([
  ["kms_key_id", "arn:aws:kms:eu-west-1:1:key/2"],
  ["token_arn", "arn:aws:x"],
  ["secret_name", "db-password"],
])("what names a secret is none: %s", (path, value) => {
  expect(shown("aws_thing", path, value)).toBe(JSON.stringify(value));
});

test("what is not known is said, with the expression where there is one", () => {
  expect(new ValueMask({ kind: "aws_x", attributes: {} }).shown("a", new Unknown([], "${aws_kms_key.k.arn}"))).toEqual({
    text: "${aws_kms_key.k.arn}",
    hidden: "unknown",
  });
  expect(shown("aws_x", "a", new Unknown())).toBe("(known after apply)");
});

test("what is not set is not shown, and what is long is cut", () => {
  expect(shown("aws_x", "a", null)).toBeUndefined();
  expect(shown("aws_x", "a", "x".repeat(1000))).toHaveLength(300);
});

test("a sensitive value is in nothing that is made of it", () => {
  const sensitive = new Sensitive("hunter2");
  expect(JSON.stringify({ sensitive })).not.toContain("hunter2");
  expect(Object.values(sensitive)).not.toContain("hunter2");
  expect(sensitive.isSame(new Sensitive("hunter2"))).toBe(true);
  expect(sensitive.isSame(new Sensitive("hunter3"))).toBe(false);
  expect(isSame(new Unknown(), sensitive)).toBe(false);
});
