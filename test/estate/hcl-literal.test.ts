import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { Fn, TerraformStack, Testing } from "cdktf";
import fc from "fast-check";
import { decodeJsonencode, parseHclExpression } from "../../src/estate/hcl-literal";
import { Unknown } from "../../src/estate/unknown";

const unknown = (text: string) => new Unknown([], text);

test.each([
  ["a number", "-3.5e2", -350],
  ["null", "null", null],
  ["a value in brackets", "(true)", true],
  ["both separators and both key forms", '{ a = 1, "b" : 2 }', { a: 1, b: 2 }],
  ["members on lines of their own", "{\r\n  a = 1 # one\r\n  b = [1, // x\n 2,]\r\n}", { a: 1, b: [1, 2] }],
  ["a computed key", '{ ("a") = 1, (var.b) = 2 }', { a: 1, "${(var.b)}": 2 }],
  ["escapes", '"\\"q\\" \\u00e9\\n$${aws:username} \\\\"', '"q" \u00e9\n${aws:username} \\'],
  ["a template with text around it", '"${aws_s3_bucket.a["x"].arn}/*"', '${aws_s3_bucket.a["x"].arn}/*'],
  ["a template alone", '"${local.action}"', unknown("${local.action}")],
  ["an indented heredoc", "{ a = <<-EOT\n    x\n      ${y}\n    EOT\n}", { a: "x\n  ${y}\n" }],
  ["a reference", "[local.a, 1]", [unknown("${local.a}"), 1]],
  ["a call", '{ a = merge({ b = 1 }, c("}")).x[0], d = 2 }', { a: unknown('${merge({ b = 1 }, c("}")).x[0]}'), d: 2 }],
  ["an index of a literal", "[[1, 2][0]]", [unknown("${[1, 2][0]}")]],
  ["a conditional", "{ a = var.x ? 1 : 2\n b = 3 }", { a: unknown("${var.x ? 1 : 2}"), b: 3 }],
  ["an operation", '"a" == "b"', unknown('${"a" == "b"}')],
  [
    "a for-expression",
    "{ a = [for x in y : x], b = {for k, v in y : k => v} }",
    {
      a: unknown("${[for x in y : x]}"),
      b: unknown("${{for k, v in y : k => v}}"),
    },
  ],
  ["what is not closed", '{ a = "b', unknown('${{ a = "b}')],
  ["a key without a value", "{ a = }", unknown("${{ a = }}")],
  ["nothing", "", unknown("${}")],
])("%s is read", (_name, text, expected) => {
  expect(parseHclExpression(text)).toEqual(expected);
});

test("the caller can resolve what is not literal", () => {
  const resolve = (template: string) => (template === "${local.action}" ? "s3:*" : unknown(template));
  expect(parseHclExpression("{ a = local.action, b = local.other }", resolve)).toEqual({
    a: "s3:*",
    b: unknown("${local.other}"),
  });
});

test.each([
  ["the call alone", '${jsonencode({ Action = "*" })}', { Action: "*" }],
  ["a call over lines", "${jsonencode(\n  [1],\n)}", [1]],
  ["a reference as its argument", "${jsonencode(local.x)}", unknown("${local.x}")],
  ["no call", "${local.x}", undefined],
  ["text behind the call", "${jsonencode({})}x", undefined],
  ["an attribute of the call", "${jsonencode({}).x}", undefined],
  ["a second argument", "${jsonencode({}, 2)}", undefined],
])("jsonencode as %s is decoded", (_name, text, expected) => {
  expect(decodeJsonencode(text)).toEqual(expected);
});

test("what CDKTF makes of Fn.jsonencode is decoded", () => {
  const stack = new TerraformStack(Testing.app(), "stack");
  const statement = { Action: "*", Resource: "arn/${aws_s3_bucket.a.arn}/*", Count: 1.5, Flag: true, None: null };
  new S3BucketPolicy(stack, "policy", { bucket: "b", policy: Fn.jsonencode({ Statement: [statement] }) });
  const { policy } = JSON.parse(Testing.synth(stack)).resource.aws_s3_bucket_policy.policy;
  expect(decodeJsonencode(policy)).toEqual({ Statement: [statement] });
});

test("levels beyond the hundredth are unknown", () => {
  let value = parseHclExpression(`${"[".repeat(150)}${"]".repeat(150)}`);
  let levels = 0;
  while (Array.isArray(value)) {
    value = value[0];
    levels += 1;
  }
  expect([levels, value]).toEqual([100, unknown(`\${${"[".repeat(50)}${"]".repeat(50)}}`)]);
});

test.each(["{a=[", '"${', "[x+", "<<A\n", '{"a${', "((", "[#\n", "/*", "{a=<<X\n", "{(a)=1+", "<"])(
  "a hundred thousand of %j are read without exhausting the stack",
  (piece) => {
    expect(parseHclExpression(piece.repeat(100_000))).toBeInstanceOf(Unknown);
  },
);

test("keys of objects' own machinery are plain keys", () => {
  const value = parseHclExpression("{ __proto__ = { polluted = 1 }, constructor = 2 }") as Record<string, unknown>;
  expect(Object.keys(value)).toEqual(["__proto__", "constructor"]);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test("any text gives a value", () => {
  const piece = fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    '"',
    "${",
    "%{",
    "\\",
    "=",
    ",",
    "\n",
    "<<-A\n",
    "A",
    "#",
    "/*",
    "*/",
    "1",
    " ",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.array(piece, { maxLength: 40 }).map((all) => all.join("")),
      ),
      (text) => {
        expect(parseHclExpression(text)).not.toBeUndefined();
        decodeJsonencode(`\${jsonencode(${text})}`);
      },
    ),
  );
});

test("every JSON document is an expression that means the same", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4, stringUnit: "grapheme-ascii" }), (json) => {
      fc.pre(!/[$%]\{|\\[bf/]|[$%]{2}\{/.test(json));
      expect(JSON.stringify(parseHclExpression(json))).toBe(JSON.stringify(JSON.parse(json)));
    }),
  );
});
