import { evaluate } from "../../src/estate/expression";
import { InputError } from "../../src/estate/input-error";
import { type Convert, normalise, referencesByPath } from "../../src/estate/normalise";
import { isUnknown, Unknown } from "../../src/estate/unknown";

const convert: Convert = (text, _path, iterators) =>
  evaluate(text, {
    root: "test",
    resolve: (path) => {
      const bound = iterators?.[path.head];
      return bound && (path.address.endsWith(".key") ? bound.key : bound.value);
    },
  });

function ofConfiguration(kind: string, raw: Record<string, unknown>) {
  return normalise(kind, "managed", raw, { file: "main.tf.json", place: `resource.${kind}.x`, convert });
}

function ofPlan(kind: string, raw: Record<string, unknown>) {
  return normalise(kind, "managed", raw, { file: "plan.json", place: `resource.${kind}.x` });
}

describe("shape", () => {
  test("an object in place of a block becomes a list of one, at every level", () => {
    const bucket = ofConfiguration("aws_s3_bucket", {
      versioning: { enabled: true },
      server_side_encryption_configuration: { rule: { bucket_key_enabled: true } },
    });
    expect(bucket).toMatchObject({
      versioning: [{ enabled: true, mfa_delete: null }],
      server_side_encryption_configuration: [
        { rule: [{ bucket_key_enabled: true, apply_server_side_encryption_by_default: [] }] },
      ],
    });
  });

  test("what is not set is an own key: null for attributes, no blocks for blocks", () => {
    const bucket = ofConfiguration("aws_s3_bucket", { acl: null, logging: null });
    expect(Object.keys(bucket)).toEqual(expect.arrayContaining(["acl", "bucket", "logging", "versioning"]));
    expect(bucket).toMatchObject({ acl: null, bucket: null, logging: [], versioning: [] });
  });

  test("a map stays a map, and keys that the table does not know stay as they are", () => {
    const raw = { tags: { versioning: "x" }, from_a_later_provider: { deep: [1] } };
    expect(ofConfiguration("aws_s3_bucket", raw)).toMatchObject({
      tags: { versioning: "x" },
      from_a_later_provider: { deep: [1] },
    });
  });

  test("a kind that is not in the table keeps the shape of its source", () => {
    expect(ofConfiguration("acme_thing", { block: { a: "${acme_other.b.id}" }, dynamic: 1 })).toEqual({
      block: { a: new Unknown([{ root: "test", address: "acme_other.b", attribute: "id" }], "${acme_other.b.id}") },
      dynamic: 1,
    });
  });

  test("a plan is shaped in place: nothing of it is copied, and its strings are literals", () => {
    const logging = [{ target_bucket: "${not.a.template}", target_prefix: null }];
    const raw = { bucket: "a", logging, tags: { a: "b" } };
    const bucket = ofPlan("aws_s3_bucket", raw);
    expect(bucket).toBe(raw);
    expect(bucket.logging).toBe(logging);
    expect(bucket.logging).toEqual([{ target_bucket: "${not.a.template}", target_prefix: null }]);
  });

  test("an unknown value in place of a block stays unknown", () => {
    const unknown = new Unknown();
    expect(ofPlan("aws_s3_bucket", { logging: unknown }).logging).toBe(unknown);
    expect(ofPlan("aws_s3_bucket", { logging: [unknown] }).logging).toEqual([unknown]);
    expect(isUnknown(ofConfiguration("aws_s3_bucket", { logging: "${var.logging}" }).logging)).toBe(true);
  });

  test.each([
    ["a string", "x"],
    ["a number", 5],
    ["a boolean", false],
    ["a list in a list", [[]]],
    ["a list of text", ["x"]],
  ])("%s in place of a block is an error that names the place", (_name, logging) => {
    expect(() => ofConfiguration("aws_s3_bucket", { logging })).toThrow(InputError);
    expect(() => ofConfiguration("aws_s3_bucket", { logging })).toThrow(
      /^main\.tf\.json: resource\.aws_s3_bucket\.x\.logging.* must be an object/,
    );
    expect(() => ofPlan("aws_s3_bucket", { logging })).toThrow(InputError);
  });

  test("keys like __proto__ neither pollute nor crash", () => {
    const raw = JSON.parse('{"__proto__": {"polluted": "${a_b.c.d}"}, "constructor": {"prototype": "x"}}');
    const bucket = ofConfiguration("aws_s3_bucket", raw);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.hasOwn(bucket, "__proto__")).toBe(true);
    expect([...referencesByPath(bucket).keys()]).toEqual(["__proto__.polluted"]);
  });

  test("an input that nests beyond reason is an error, not a crash", () => {
    for (const key of ["tags", "later", "dynamic"]) {
      const nested = JSON.parse(`${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`);
      const raw = key === "dynamic" ? { dynamic: { logging: { for_each: [1], content: nested } } } : { [key]: nested };
      expect(() => ofConfiguration("aws_s3_bucket", raw)).toThrow(/nests deeper than 200 levels/);
    }
  });
});

describe("references by path", () => {
  test("the path is that of the shaped attributes", () => {
    const bucket = ofConfiguration("aws_s3_bucket", {
      logging: { target_bucket: "${aws_s3_bucket.logs.id}" },
      bucket: "plain",
    });
    expect([...referencesByPath(bucket)]).toEqual([
      ["logging.0.target_bucket", [{ root: "test", address: "aws_s3_bucket.logs", attribute: "id" }]],
    ]);
  });
});

describe("dynamic blocks", () => {
  const content = { from_port: 443, to_port: 443, protocol: "tcp", cidr_blocks: ["10.0.0.0/8"] };

  test.each([
    ["an object by name", { ingress: { for_each: ["a", "b"], content } }],
    ["a list by name", { ingress: [{ for_each: ["a", "b"], content: [content] }] }],
    ["a list of objects", [{ ingress: { for_each: { a: 1, b: 2 }, content } }]],
  ])("%s with a literal for_each expands to a block for each member", (_name, dynamic) => {
    const group = ofConfiguration("aws_security_group", { dynamic: structuredClone(dynamic) });
    expect(group.ingress).toMatchObject([content, content]);
    expect(group.dynamic).toBeUndefined();
  });

  test("the iterator's value is put in, by its own name too; a list's key is not known", () => {
    const group = ofConfiguration("aws_security_group", {
      dynamic: {
        ingress: {
          for_each: [22, 443],
          iterator: "port",
          content: { from_port: "${port.value}", description: "${port.key}" },
        },
      },
    });
    expect(group.ingress).toMatchObject([{ from_port: 22 }, { from_port: 443 }]);
    expect(group.ingress).toMatchObject([{ description: expect.any(Unknown) }, { description: expect.any(Unknown) }]);
  });

  test("a for_each that is not literal makes the block unknown, with the references of both", () => {
    const group = ofConfiguration("aws_security_group", {
      dynamic: { ingress: { for_each: "${aws_x.y.z}", content: { security_groups: ["${aws_a.b.id}"] } } },
    });
    expect(group.ingress).toEqual(
      new Unknown(
        [
          { root: "test", address: "aws_x.y", attribute: "z" },
          { root: "test", address: "aws_a.b", attribute: "id" },
        ],
        "${aws_x.y.z}",
      ),
    );
  });

  test("static blocks beside an unknown one stay known", () => {
    const group = ofConfiguration("aws_security_group", {
      ingress: { ...content },
      dynamic: { ingress: { for_each: "${aws_x.y.z}", content: { ...content } } },
    });
    expect(group.ingress).toMatchObject([content, expect.any(Unknown)]);
  });

  test("a string that escapes interpolation is read once only", () => {
    const group = ofConfiguration("aws_security_group", {
      dynamic: { ingress: { for_each: ["a"], content: { description: "$${aws_a.b.c}" } } },
    });
    expect(group.ingress).toMatchObject([{ description: "${aws_a.b.c}" }]);
  });

  test("an empty for_each makes no blocks", () => {
    expect(ofConfiguration("aws_security_group", { dynamic: { ingress: { for_each: [], content } } }).ingress).toEqual(
      [],
    );
  });

  test("more blocks than anyone writes stay unknown", () => {
    const many = Array.from({ length: 10_001 }, (_, index) => index);
    const group = ofConfiguration("aws_security_group", { dynamic: { ingress: { for_each: many, content } } });
    expect(isUnknown(group.ingress)).toBe(true);
  });

  test.each([5, { ingress: 5 }, { ingress: { for_each: [] } }, { ingress: { for_each: 5, content } }])(
    "%j in place of a dynamic block is an error",
    (dynamic) => {
      expect(() => ofConfiguration("aws_security_group", { dynamic })).toThrow(InputError);
    },
  );
});
