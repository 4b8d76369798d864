import { Sensitive, SensitiveValues } from "../../src/change/sensitive";
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
  ["that the plan marks", "aws_s3_bucket", "bucket", new Sensitive([], "${sensitive(1)}")],
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
  const block = { name: "db", password: "hunter2", nested: [{ note: new Sensitive([], "${sensitive(1)}") }] };
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

test("equal sensitive values are one expression, and others are others", () => {
  const sensitive = new SensitiveValues();
  const values: Record<string, unknown> = {
    a: "hunter2",
    b: "hunter2",
    c: { d: "hunter3" },
    e: ["x", "hunter2"],
    f: null,
  };
  sensitive.hide(values, { a: true, b: true, c: { d: true }, e: [false, true], f: true });
  const { a, b, c, e } = values as Record<string, Value>;
  expect(isSame(a ?? null, b ?? null)).toBe(true);
  expect(JSON.stringify([a, b, c, e])).not.toContain("hunter");
  expect(e).toMatchObject(["x", {}]);
  expect(isSame(a ?? null, (c as Attributes).d ?? null)).toBe(false);
  expect(values.f).toBeNull();
  expect(["hunter2", "hunter3", "hunter4"].map((text) => sensitive.texts.has(text))).toEqual([true, true, false]);
});

test.each<[string, unknown, unknown]>([
  ["the whole of it", { a: "hunter2" }, true],
  ["a list where an object is", { a: { b: "hunter2" } }, { a: [true] }],
  ["an object where a list is", { a: ["hunter2"] }, { a: { b: true } }],
  ["a word", { a: "hunter2" }, { a: "true" }],
])("marks that do not fit hide all: %s", (_, values, marks) => {
  new SensitiveValues().hide(values as Record<string, unknown>, marks);
  expect(JSON.stringify(values)).not.toContain("hunter2");
});

test.each<[string, string, Value]>([
  [
    "an environment in JSON",
    "container_definitions",
    JSON.stringify([{ environment: [{ name: "DB_PASSWORD", value: "hunter2-Sup3r" }] }]),
  ],
  [
    "a template in JSON",
    "template_body",
    JSON.stringify({ Resources: { D: { MasterUserPassword: "hunter2-Sup3r" } } }),
  ],
  ["parameters of a template", "parameters", { DBPassword: "hunter2-Sup3r" }],
  [
    "the external id of a trust",
    "assume_role_policy",
    JSON.stringify({ Statement: [{ Condition: { StringEquals: { "sts:ExternalId": ["hunter2EXTERNAL"] } } }] }),
  ],
  ["a header", "environment.0.variables.HDR", "Bearer hunter2-Sup3r"],
  [
    "an expression with a secret around it",
    "url",
    new Unknown([], "postgres://u:hunter2-Sup3r@${aws_db_instance.d.address}/db"),
  ],
])("a secret inside is masked: %s", (_, path, value) => {
  const attributes = path.includes(".") ? {} : { [path]: value };
  const text = shown("aws_ecs_task_definition", path, value, attributes);
  expect(text).toContain("(sensitive)");
  expect(text).not.toContain("hunter2");
});
