import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { InputError } from "../../src/estate/input-error";
import { fromManifests } from "../../src/estate/manifests";

const STREAM = readFileSync(join(__dirname, "..", "fixtures", "manifests", "stream.yaml"), "utf8");

describe("a stream of YAML documents", () => {
  const reading = fromManifests("k8s/stream.yaml", STREAM);

  test("gives every object with its address, kind, namespace and line", () => {
    const found = reading.resources.map(({ address, kind, namespace, origin, mode, root }) => [
      address,
      kind,
      namespace,
      origin.line,
      mode,
      root,
    ]);
    const at = ["manifest", "k8s/stream.yaml"];
    expect(found).toEqual([
      ["Deployment/resnet", "apps/v1 Deployment", "vision", 3, ...at],
      ["Service/resnet", "v1 Service", "default", 32, ...at],
      ["ClusterRole/reader", "rbac.authorization.k8s.io/v1 ClusterRole", undefined, 35, ...at],
      ["Pod/probe-*", "v1 Pod", "default", 43, ...at],
      ["Gateway/edge", "gateway.networking.k8s.io/v1 Gateway", undefined, 48, ...at],
    ]);
  });

  test("reports what is no Kubernetes object", () => {
    expect(reading.skipped).toEqual([
      { line: 39, reason: "no kind" },
      { line: 41, reason: "no kind" },
      { line: 52, reason: "not an object" },
    ]);
  });

  test("means what it means to kubectl: words are booleans, merged keys give way, nulls are absent", () => {
    expect(reading.resources[0]?.attributes).toMatchObject({
      metadata: { labels: { app: "resnet", tier: true } },
      spec: {
        paused: false,
        template: {
          metadata: { labels: { app: "resnet", tier: "gold" } },
          spec: {
            hostNetwork: true,
            containers: [{ image: "registry.example/server:1.10", env: [{ value: "1.10" }] }],
          },
        },
      },
    });
    expect(JSON.stringify(reading.resources[0]?.attributes)).not.toContain("nodeName");
  });

  test("is one root that says nothing about a backend", () => {
    expect(reading.roots).toEqual([
      {
        name: "k8s/stream.yaml",
        file: "k8s/stream.yaml",
        source: "manifests",
        providers: [],
        requiredProviders: {},
        outputs: {},
        waivers: [],
      },
    ]);
  });
});

test.each<[string, unknown]>([
  ["y", true],
  ["Yes", true],
  ["on", true],
  ["NO", false],
  ["yES", "yES"],
  ['"yes"', "yes"],
  ["0644", 420],
  ["0o644", 420],
  ["0x1F", 31],
  ["-0b11", -3],
  ["1_000", 1000],
  ["08", 8],
  ["1.5e3", 1500],
  [".5", 0.5],
  ["1:30", "1:30"],
  ["2026-01-02", "2026-01-02"],
  ["1.2.3", "1.2.3"],
  ["100m", "100m"],
  ["12345678901234567890", 12345678901234567000],
  ["!!str 5", "5"],
  ["! 5", "5"],
  ["!!int 5", 5],
  ["!!binary aGk=", "hi"],
  ["!Ref yes", "yes"],
])("the scalar %s is %j", (written, value) => {
  const [object] = fromManifests("f.yaml", `apiVersion: v1\nkind: ConfigMap\nvalue: ${written}\n`).resources;
  expect(object?.attributes.value).toEqual(value);
});

test("keys are texts, as kubectl makes them: on is true, 1 is 1", () => {
  const [object] = fromManifests("f.yaml", "apiVersion: v1\nkind: A\ndata: {on: a, 1: b, 'no': c}").resources;
  expect(Object.entries(object?.attributes.data ?? {}).sort()).toEqual([
    ["1", "b"],
    ["no", "c"],
    ["true", "a"],
  ]);
});

describe("JSON", () => {
  const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "a", labels: null } };

  test("with one object has its line", () => {
    const { resources } = fromManifests("f.json", `\n\n${JSON.stringify(pod)}`);
    expect(resources).toMatchObject([{ address: "Pod/a", namespace: "default", origin: { file: "f.json", line: 3 } }]);
    expect(resources[0]?.attributes).toEqual({ apiVersion: "v1", kind: "Pod", metadata: { name: "a" } });
  });

  test("lists of lists and of a type give their items", () => {
    const typed = { apiVersion: "v1", kind: "PodList", items: [{ metadata: { name: "b" } }] };
    const { resources, skipped } = fromManifests(
      "f.json",
      JSON.stringify({ apiVersion: "v1", kind: "List", items: [pod, typed, 3] }),
    );
    expect(resources.map(({ address, kind }) => [address, kind])).toEqual([
      ["Pod/a", "v1 Pod"],
      ["Pod/b", "v1 Pod"],
    ]);
    expect(skipped).toEqual([{ reason: "not an object" }]);
  });

  test("that is YAML all the same is read as YAML", () => {
    const { resources } = fromManifests(
      "f.yaml",
      "{apiVersion: v1, kind: Pod, metadata: {name: a}}\n---\n{apiVersion: v1, kind: Pod}",
    );
    expect(resources.map(({ address }) => address)).toEqual(["Pod/a", "Pod/?"]);
  });
});

test("an object that stands in a list by an alias is two resources with attributes of their own", () => {
  const text = "apiVersion: v1\nkind: List\nitems:\n- &a {apiVersion: v1, kind: Pod, metadata: {name: a}}\n- *a\n";
  const [first, second] = fromManifests("f.yaml", text).resources;
  expect(second?.attributes).toEqual(first?.attributes);
  expect(second?.attributes).not.toBe(first?.attributes);
});

test.each([
  ["nothing", ""],
  ["comments", "# nothing\n---\n# here\n"],
  ["values of a chart", "replicas: 3\n"],
  ["a text", "hello"],
])("a file with %s is an empty reading", (_, text) => {
  const { resources, roots } = fromManifests("f.yaml", text);
  expect(resources).toEqual([]);
  expect(roots).toEqual([]);
});

describe("keys that are JavaScript's own", () => {
  test.each([
    [
      "YAML",
      'apiVersion: v1\nkind: ConfigMap\n__proto__: {polluted: "x"}\nconstructor: {prototype: {polluted: "x"}}\ndata: {__proto__: "y"}',
    ],
    [
      "JSON",
      '{"apiVersion":"v1","kind":"ConfigMap","__proto__":{"polluted":"x"},"constructor":{"prototype":{"polluted":"x"}},"data":{"__proto__":"y"}}',
    ],
  ])("in %s pollute nothing and are kept", (_, text) => {
    const [object] = fromManifests("f", text).resources;
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.entries(object?.attributes.data ?? {})).toEqual([["__proto__", "y"]]);
    expect(Object.keys(object?.attributes ?? {})).toContain("__proto__");
  });
});

describe("what cannot be read is an input error with its place", () => {
  const BOMB = ["a: &a [x,x,x,x,x,x,x,x,x]"]
    .concat(
      [..."bcdefghi"].map((name, index) => `${name}: &${name} [${Array(9).fill(`*${"abcdefgh"[index]}`).join(",")}]`),
    )
    .join("\n");

  test.each([
    ["a broken third document", "a: 1\n---\nb: 2\n---\nc: [1\n", /^f\.yaml:\d+:\d+: /],
    ["a truncated JSON", '{"apiVersion": "v1", "kind"', /^f\.yaml:1:\d+: /],
    ["a key that stands twice", "a: 1\nb: 2\na: 3", /^f\.yaml:3:1: the key "a" stands twice/],
    ["a key that stands twice, once as a word", "on: 1\ntrue: 2", /^f\.yaml:2:1: the key "true" stands twice/],
    ["a tab", "a:\n\t- b", /^f\.yaml:2:1: Tabs are not allowed/],
    ["a control character", "a: b\nc: \u0000", /^f\.yaml:2:4: not a text file: control character U\+0000/],
    ["a tag of JavaScript", "a: !!js/function 'x'", /^f\.yaml:1:\d+: the tag !!js\/function is not known/],
    ["a tag of a map", "a: !!python/object {}", /^f\.yaml:1:\d+: the tag !!python\/object is not known/],
    ["a key that is a map", "? {a: b}\n: c", /^f\.yaml:1:3: a key that is not a text/],
    ["a key that is null", "~: c", /^f\.yaml:1:1: a key that is not a text/],
    ["a number without end", "a: .inf", /^f\.yaml:1:4: a number that no field of Kubernetes can hold/],
    ["a number too large", "a: 1e999", /^f\.yaml:1:4: a number that no field of Kubernetes can hold/],
    ["an alias without an anchor", "a: *b", /^f\.yaml:1:4: /],
    ["an alias within its anchor", "a: &a [*a]", /^f\.yaml:1:8: the alias \*a has no anchor before it/],
    ["aliases that multiply", BOMB, /^f\.yaml:6:\d+: the aliases of the document stand for more than 100000 values/],
    ["a merge of a text", "a: {<<: b}", /^f\.yaml:1:\d+: a merge key/],
    ["5 MB of brackets", "[".repeat(5_000_000), /^f\.yaml:1:201: nests deeper than 200 levels/],
    ["5 MB of dashes", "- ".repeat(2_500_000), /^f\.yaml:1:\d+: nests deeper than 200 levels/],
    ["5 MB of keys in keys", "a: ".repeat(1_600_000), /^f\.yaml:1:\d+: nests deeper than 200 levels/],
    ["20,000 flow maps in each other", "{a: ".repeat(20_000), /^f\.yaml:1:\d+: nests deeper than 200 levels/],
    [
      "20,000 JSON lists in each other",
      "[".repeat(20_000) + "]".repeat(20_000),
      /^f\.yaml: nests deeper than 200 levels/,
    ],
    ["20,000 closing brackets", "]".repeat(20_000), /^f\.yaml:1:1: /],
    ["5 MB of commas", `[${",".repeat(5_000_000)}`, /^f\.yaml:1:\d+: /],
  ])(
    "%s",
    (_, text, message) => {
      const error = thrown(() => fromManifests("f.yaml", text));
      expect(error).toBeInstanceOf(InputError);
      expect(error?.message).toMatch(message);
      expect(error?.message).not.toContain("\n");
    },
    30_000,
  );

  test("lists in lists without end", () => {
    let list = '{"apiVersion":"v1","kind":"Pod"}';
    for (let depth = 0; depth < 20; depth++) {
      list = `{"apiVersion":"v1","kind":"List","items":[${list}]}`;
    }
    expect(() => fromManifests("f.json", list)).toThrow("f.json: lists in lists, too deep");
  });
});

describe("whatever the text", () => {
  const piece = fc.constantFrom(
    ..."[]{}:,-?&*!|>'\"%@`#~<\n\t ab1",
    "\n  ",
    "- ",
    ": ",
    "---\n",
    "...\n",
    "<<: *a\n",
    "&a ",
    "kind: Pod\n",
    "apiVersion: v1\n",
  );

  test("it is a reading or an input error", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 60 }),
          fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join("")),
        ),
        (text) => {
          const error = thrown(() => fromManifests("f.yaml", text));
          expect(error === undefined || error instanceof InputError ? "" : error).toBe("");
          expect(error?.message ?? "").not.toContain("\n");
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("a JSON object reads the same as itself written as YAML flow", () => {
    const json = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string())));
    fc.assert(
      fc.property(json, (data) => {
        const text = JSON.stringify({ apiVersion: "v1", kind: "A", data });
        const [fromJson] = fromManifests("f", text).resources;
        const [fromYaml] = fromManifests("f", `# YAML\n${text}`).resources;
        expect(Object.entries(fromYaml?.attributes.data ?? {})).toEqual(
          Object.entries(fromJson?.attributes.data ?? {}),
        );
      }),
    );
  });
});

function thrown(run: () => unknown): Error | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

test.each(["{}", "null", "[]", "word"])(
  "an object whose metadata is %s has empty ones, which controls may ask",
  (metadata) => {
    const { resources } = fromManifests("pod.yaml", `apiVersion: v1\nkind: Pod\nmetadata: ${metadata}\n`);

    expect(resources.map(({ attributes }) => attributes.metadata)).toEqual([{}]);
  },
);

test("an object without metadata has empty ones", () => {
  const { resources } = fromManifests("pod.yaml", "apiVersion: v1\nkind: Pod\n");

  expect(resources.map(({ attributes }) => attributes.metadata)).toEqual([{}]);
});
