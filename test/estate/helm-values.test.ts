import { helmValueAt } from "../../src/estate/helm-values";
import type { Attributes, Resource } from "../../src/estate/resource";
import { isUnknown, Unknown } from "../../src/estate/unknown";

function release(attributes: Attributes): Resource {
  return {
    root: "case",
    address: "helm_release.it",
    mode: "managed",
    kind: "helm_release",
    attributes,
    references: new Map(),
    actions: [],
    meta: {},
    waivers: [],
    origin: { file: "main.tf" },
  };
}

/** A text in which a part is not known, as readers give it. */
function template(text: string): Unknown {
  return new Unknown([], text);
}

const VAR = "$" + "{var.name}";

describe("values of a release", () => {
  test("are null where it gives none, so that the chart's own hold", () => {
    expect(helmValueAt(release({}), "image.tag")).toBeNull();
    expect(helmValueAt(release({ values: ["image:\n  repository: server\n"] }), "image.tag")).toBeNull();
    expect(helmValueAt(release({ values: ["# nothing yet\n"] }), "image.tag")).toBeNull();
  });

  test("win over those before them, map by map", () => {
    const it = release({
      values: ["image:\n  tag: one\n  pullPolicy: Always\nargs: [a, b]\n", "image:\n  tag: two\nargs: [c]\n"],
    });
    expect(helmValueAt(it, "image")).toEqual({ tag: "two", pullPolicy: "Always" });
    expect(helmValueAt(it, "args")).toEqual(["c"]);
  });

  test("give way to settings, whose dots may be escaped and which may count elements", () => {
    const it = release({
      values: ["serviceAccount:\n  annotations: {}\nhosts: []\nreplicas: 1\n"],
      set: [
        { name: "serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn", value: "arn:aws:iam::1:role/a" },
        { name: "hosts[0].name", value: "one" },
        { name: "hosts[1].name", value: "two" },
        { name: "enabled", value: "true" },
        { name: "label", value: "true", type: "string" },
      ],
      set_wo: [{ name: "replicas", value: "3" }],
    });
    expect(helmValueAt(it, "serviceAccount.annotations")).toEqual({
      "eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/a",
    });
    expect(helmValueAt(it, "hosts")).toEqual([{ name: "one" }, { name: "two" }]);
    expect([helmValueAt(it, "enabled"), helmValueAt(it, "label"), helmValueAt(it, "replicas")]).toEqual([
      true,
      "true",
      "3",
    ]);
  });

  test("are known beside what is not, in YAML and as they are encoded", () => {
    const yaml = release({ values: [template(`name: ${VAR}\nimage:\n  tag: "v1-${VAR}"\n  pullPolicy: Always\n`)] });
    const encoded = release({
      values: [template("$" + '{yamlencode({ name = var.name, image = { pullPolicy = "Always" } })}')],
    });
    for (const it of [yaml, encoded]) {
      expect(helmValueAt(it, "image.pullPolicy")).toBe("Always");
      expect(isUnknown(helmValueAt(it, "name"))).toBe(true);
      expect(helmValueAt(it, "other")).toBeNull();
    }
    expect(isUnknown(helmValueAt(yaml, "image.tag"))).toBe(true);
  });

  test("are not known where a file, a directive or a list that comes later may give them", () => {
    const known = "image:\n  tag: one\n";
    for (const later of ["$" + '{file("values.yaml")}', `%{ if var.a }\nimage: {}\n%{ endif }`, "a: [\n"]) {
      expect(isUnknown(helmValueAt(release({ values: [known, template(later)] }), "image.tag"))).toBe(true);
    }
    expect(isUnknown(helmValueAt(release({ values: new Unknown() }), "image.tag"))).toBe(true);
    expect(isUnknown(helmValueAt(release({ values: [known], set: new Unknown() }), "image.tag"))).toBe(true);
    expect(isUnknown(helmValueAt(release({ values: [known], dynamic: { set: {} } }), "image.tag"))).toBe(true);
  });

  test("are known where what comes later is", () => {
    const it = release({ values: [new Unknown(), "image:\n  tag: two\n"] });
    expect(helmValueAt(it, "image.tag")).toBe("two");
    expect(isUnknown(helmValueAt(it, "image.pullPolicy"))).toBe(true);
  });

  test("that are no YAML, nest without end or multiply themselves are not known", () => {
    const layers = Array.from(
      { length: 9 },
      (_, index) => `l${index + 1}: &l${index + 1} [${"*l".concat(`${index}, `).repeat(10)}]`,
    );
    const bomb = `l0: &l0 [${"x, ".repeat(10)}]\n${layers.join("\n")}\n`;
    for (const text of ["a: b: c\n", "[".repeat(5000), bomb]) {
      expect(isUnknown(helmValueAt(release({ values: [text] }), "a"))).toBe(true);
    }
  });

  test("never reach a prototype", () => {
    const it = release({
      values: ["__proto__:\n  polluted: true\n"],
      set: [
        { name: "__proto__.polluted", value: "true" },
        { name: "list[0]", value: "a" },
        { name: "list.__proto__.polluted", value: "true" },
        { name: "list[99999999]", value: "far" },
      ],
    });
    expect(helmValueAt(it, "toString")).toBeNull();
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(helmValueAt(it, "list")).toHaveLength(1);
  });
});
