import fc from "fast-check";
import { evaluate, evaluateExpression, referencePaths, type Scope } from "../../src/estate/expression";
import type { Value } from "../../src/estate/resource";
import { isUnknown, Unknown } from "../../src/estate/unknown";

const known: Record<string, Value> = {
  "aws_s3_bucket.models": { bucket: "acme-models", tags: { team: "vision" } },
  "local.zones": ["a", "b"],
  "local.zone": "a",
  "var.replicas": 3,
  "var.public": false,
  "local.chosen": new Unknown([], "${coalesce(var.key, aws_kms_key.k.arn)}"),
  "local.renamed": new Unknown([], "${aws_kms_key.k[0].arn}"),
  "local.key": new Unknown([{ root: "other", address: "aws_kms_key.k", attribute: "arn" }]),
};

const scope: Scope = {
  root: "test",
  resolve: (path) => {
    let value: Value | undefined = known[path.address];
    for (const segment of path.segments) {
      value =
        typeof value === "object" && value !== null && !isUnknown(value) && segment !== undefined
          ? (value as Record<string, Value>)[segment]
          : isUnknown(value)
            ? value
            : undefined;
    }
    return value;
  },
};

function referencesOf(text: string): string[] {
  const value = evaluate(text, scope);
  return isUnknown(value)
    ? value.references.map(({ root, address, attribute }) => `${root}:${address}:${attribute}`)
    : [];
}

describe("literals", () => {
  test.each<[string, Value]>([
    ["plain", "plain"],
    ["$${escaped} %%{too}", "${escaped} %{too}"],
    ["100% $5", "100% $5"],
    ["${true}", true],
    ["${8501}", 8501],
    ["${-1}", -1],
    ["${null}", null],
    ['${"a"}', "a"],
    ['${"a\\n\\u00e9$${b}"}', "a\n\u00e9${b}"],
    ["a-${8501}-${true}", "a-8501-true"],
    ["${aws_s3_bucket.models.bucket}", "acme-models"],
    ["arn:aws:s3:::${aws_s3_bucket.models.bucket}/*", "arn:aws:s3:::acme-models/*"],
    ["${local.zones}", ["a", "b"]],
    ["${local.zones[1]}", "b"],
    ['${aws_s3_bucket.models.tags["team"]}', "vision"],
    ["${var.replicas}", 3],
    ["${tostring(var.replicas)}", "3"],
    ["${length(local.zones) > 0 ? [1] : []}", [1]],
    ["${length(local.zones) <= 1}", false],
    ["${var.replicas >= 3 && var.replicas < 4}", true],
    ['${length("a\\u00e9")}', 2],
    ['${tobool("true")}', true],
    ['${tonumber("8501")}', 8501],
    ['${(["a", "b"])}', ["a", "b"]],
    ["${toset(local.zones)}", ["a", "b"]],
    ['${{a = 1, "b" : "${local.zone}"\n c = true}}', { a: 1, b: "a", c: true }],
    ['${jsonencode({"b" = ["<"], a = local.zone})}', '{"a":"a","b":["\\u003c"]}'],
    ['${join(",", local.zones)}', "a,b"],
    ['${var.public ? "yes" : "no"}', "no"],
    ["${!var.public && var.replicas == 3}", true],
  ])("%s comes to its value", (text, value) => {
    expect(evaluate(text, scope)).toEqual(value);
  });

  test("a bare expression is evaluated like an interpolated one", () => {
    expect(evaluateExpression("local.zones[0]", scope)).toBe("a");
  });
});

describe("references", () => {
  test.each<[string, string[]]>([
    ["${aws_s3_bucket.models.arn}", ["test:aws_s3_bucket.models:arn"]],
    ["${aws_kms_key.cross-stack_611F8AFF.arn}", ["test:aws_kms_key.cross-stack_611F8AFF:arn"]],
    ["${data.aws_region.here.name}", ["test:data.aws_region.here:name"]],
    ["${module.x.out}", ["test:module.x:out"]],
    ["${aws_subnet.a[0].id}", ["test:aws_subnet.a:id"]],
    ['${aws_subnet.a["zone.one"].id}', ['test:aws_subnet.a["zone.one"]:id']],
    ["${aws_subnet.a[*].id}", ["test:aws_subnet.a:id"]],
    ["${aws_subnet.a.*.id}", ["test:aws_subnet.a:id"]],
    ["${aws_eks_cluster.c.identity[0].oidc[0].issuer}", ["test:aws_eks_cluster.c:identity.0.oidc.0.issuer"]],
    ["${aws_subnet.a[aws_x.i.n].id}", ["test:aws_subnet.a:id", "test:aws_x.i:n"]],
    ['${replace(aws_a.b.c, "https://", "")}', ["test:aws_a.b:c"]],
    ['${replace("aws_no.no.no", "}", "${aws_a.b.c}")}', ["test:aws_a.b:c"]],
    ["${local.key}", ["other:aws_kms_key.k:arn"]],
    ["${[for subnet_x in aws_subnet.a : subnet_x.id if subnet_x.ok]}", ["test:aws_subnet.a:"]],
    ["${{for key_k, v in aws_subnet.a : key_k.x => v.id...}}", ["test:aws_subnet.a:"]],
    ["${upper({aws_key = aws_a.b.c, other_key: 1})}", ["test:aws_a.b:c"]],
    ["${var.missing ? aws_a.b.c : aws_d.e.f}", ["test:aws_a.b:c", "test:aws_d.e:f"]],
    ["%{ if aws_a.b.c }x%{ endif }", ["test:aws_a.b:c"]],
    ["${aws_a.b.c}${aws_a.b.c}", ["test:aws_a.b:c"]],
    ["${aws_a.b.c + 1 /* aws_no.no.no */ # aws_no.no.no\n}", ["test:aws_a.b:c"]],
    ["${jsonencode(<<EOT\naws_no.no ${aws_a.b.c}\nEOT\n)}", ["test:aws_a.b:c"]],
    ["${each.value.name}-${count.index}", []],
    ["${missing(", []],
    ["$${aws_a.b.c}", []],
  ])("%s refers to what it names", (text, references) => {
    expect(referencesOf(text)).toEqual(references);
  });

  test("an unknown value keeps its text, and references lead into the module that it stands in", () => {
    expect(evaluate("x-${aws_a.b.c}", { root: "r", prefix: "module.m." })).toEqual(
      new Unknown([{ root: "r", address: "module.m.aws_a.b", attribute: "c" }], "x-${aws_a.b.c}"),
    );
  });

  test("a list with one unknown member keeps the others", () => {
    expect(evaluate('${["a", aws_a.b.c]}', scope)).toEqual([
      "a",
      new Unknown([{ root: "test", address: "aws_a.b", attribute: "c" }]),
    ]);
  });

  test("a call of what is not known is not a literal", () => {
    expect(isUnknown(evaluate("${jsonencode({a = aws_a.b.c})}", scope))).toBe(true);
    expect(isUnknown(evaluate("${uuid()}", scope))).toBe(true);
  });

  test("paths are given with their instance", () => {
    expect(referencePaths('${aws_subnet.a["x"].id}')).toMatchObject([
      { address: "aws_subnet.a", instance: "x", segments: ["id"], isLiteral: true },
    ]);
  });
});

describe("names of other expressions", () => {
  const spelled = (text: string) => (evaluate(text, scope) as Unknown).text;

  test("are what they stand for, where that is more than a name", () => {
    expect(spelled("${local.chosen}")).toBe("${coalesce(var.key, aws_kms_key.k.arn)}");
  });

  test("stay names, where they stand for one thing alone, for nothing that is known, or beside something else", () => {
    for (const text of ["${local.renamed}", "${local.key}", "${local.elsewhere}", "key/${local.chosen}"]) {
      expect(spelled(text)).toBe(text);
    }
  });
});

describe("robustness", () => {
  test("no text crashes it, and text without interpolation is itself", () => {
    const pieces = fc.constantFrom(
      "${",
      "%{",
      "}",
      '"',
      "(",
      ")",
      "[",
      "]",
      "{",
      ".",
      "*",
      "a_b",
      "1",
      "$",
      "\\",
      " ",
      "\n",
      "for",
      "in",
      ":",
      "?",
      "=",
      "~",
      "<<A\n",
      "/*",
      ",",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        const text = parts.join("");
        const value = evaluate(text, scope);
        expect(value).not.toBeUndefined();
        expect(text.includes("${") || text.includes("%{") || value === text).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test.each(["${", '${"', "${(", "${[", '"${'])("%s repeated without end is not a crash", (piece) => {
    expect(evaluate(piece.repeat(20_000), scope)).toBeDefined();
    expect(evaluate(`\${${"(".repeat(20_000)}1${")".repeat(20_000)}}`, scope)).toBeDefined();
  });
});
