import { codeOf } from "../../../src/change/drift/adopted-code";
import type { AttributeChange, ShownValue } from "../../../src/change/sides";

const shown = (value: unknown): ShownValue => ({ text: JSON.stringify(value) });
const change = (path: string, before?: ShownValue, after?: ShownValue): AttributeChange => ({
  path,
  replaces: false,
  ...(before === undefined ? {} : { before }),
  ...(after === undefined ? {} : { after }),
});

const CASES: readonly (readonly [string, readonly AttributeChange[], readonly string[]])[] = [
  ["an attribute", [change("retention_in_days", shown(365), shown(30))], ["retention_in_days = 30"]],
  [
    "attributes of nested blocks, each block once",
    [
      change("scaling_config.0.max_size", shown(3), shown(30)),
      change("scaling_config.0.min_size", shown(1), shown(2)),
      change("a.0.b.1.c", shown("x"), shown("y")),
    ],
    ["scaling_config {", "  max_size = 30", "  min_size = 2", "}", "a {", "  b {", '    c = "y"', "  }", "}"],
  ],
  ["a key of a map", [change("tags.by", undefined, shown("hand"))], ['# in tags, add: by = "hand"']],
  ["a key that is another", [change("tags.by", shown("code"), shown("hand"))], ['# in tags, write: by = "hand"']],
  ["a key that is gone", [change("tags.by", shown("hand"))], ["# in tags, remove: by"]],
  [
    "an element that came",
    [change("subnet_ids.2", undefined, shown("subnet-c"))],
    ['# in subnet_ids, add: "subnet-c"'],
  ],
  ["an element that went", [change("subnet_ids.2", shown("subnet-c"))], ['# in subnet_ids, remove: "subnet-c"']],
  [
    "an element that came to a list that lies deeper",
    [change("manifest.subjects.1", undefined, shown({ name: "evil" }))],
    ['# in manifest, add to subjects: {"name":"evil"}'],
  ],
  [
    "an element that is another, of a list that lies deeper",
    [change("manifest.spec.hosts.0", shown("a"), shown("b"))],
    ['# in manifest, write in spec.hosts: "b"'],
  ],
  [
    "an element that went from a list that lies deeper",
    [change("manifest.spec.hosts.0", shown("a"))],
    ['# in manifest, remove from spec.hosts: "a"'],
  ],
  [
    "a key of an element of a list that lies deeper",
    [change("manifest.spec.rules.0.host", shown("a"), shown("b"))],
    ['# in manifest, write: spec.rules.host = "b"'],
  ],
  ["an attribute that is gone", [change("kms_key_id", shown("a"))], ["# remove kms_key_id: it is not set any more"]],
  [
    "a secret, which is never written",
    [change("password", undefined, { text: "(sensitive)", hidden: "sensitive" })],
    ["# password = (sensitive: not shown)"],
  ],
  [
    "what is too long",
    [change("policy", undefined, { text: `"${"x".repeat(296)}...` })],
    [`# policy = "${"x".repeat(39)}... (too long to be shown here)`],
  ],
  ["templates, which are text here", [change("name", undefined, shown("a${b}%{c}"))], ['name = "a$${b}%%{c}"']],
];

test.each(CASES)("%s", (_, attributes, code) => {
  expect(codeOf(attributes)).toEqual(code);
});

test("many attributes are cut, and it is said", () => {
  const many = Array.from({ length: 15 }, (_, index) => change(`a${index}`, undefined, shown(index)));
  const code = codeOf(many);
  expect(code).toHaveLength(13);
  expect(code.at(-1)).toBe("# and 3 more attributes");
});
