import fc from "fast-check";
import { InputError } from "../../src/estate/input-error";
import { decodeText, parseJson } from "../../src/estate/json";
import { jsonFault } from "../../src/estate/json-fault";

const TEXT = '{"name":"modèle 模型 \u{1f512}"}';

function utf16(text: string, order: "le" | "be", marked: boolean): Uint8Array {
  const bytes = Buffer.from(marked ? `\ufeff${text}` : text, "utf16le");
  return order === "le" ? bytes : bytes.swap16();
}

const ENCODINGS: readonly (readonly [name: string, encode: (text: string) => Uint8Array])[] = [
  ["UTF-8", (text) => Buffer.from(text)],
  ["UTF-8 with a mark", (text) => Buffer.from(`\ufeff${text}`)],
  ["UTF-16LE with a mark", (text) => utf16(text, "le", true)],
  ["UTF-16BE with a mark", (text) => utf16(text, "be", true)],
  ["UTF-16LE without a mark", (text) => utf16(text, "le", false)],
  ["UTF-16BE without a mark", (text) => utf16(text, "be", false)],
];

describe("decodeText", () => {
  test.each(ENCODINGS)("reads %s", (_, encode) => {
    expect(decodeText("f", encode(TEXT))).toBe(TEXT);
    expect(decodeText("f", encode("{}"))).toBe("{}");
  });

  test("an empty file is an empty text", () => {
    expect(decodeText("f", new Uint8Array())).toBe("");
  });

  const BINARY: readonly (readonly [name: string, bytes: readonly number[]])[] = [
    ["a NUL within text", [0x7b, 0x22, 0x61, 0x00, 0x22, 0x7d]],
    ["a NUL within text beyond ASCII", [0xc3, 0xa9, 0x00, 0x20, 0x20]],
    ["a byte that UTF-8 has not", [0x7b, 0xff, 0x7d]],
    ["a character cut in half", [0x22, 0xc3]],
    ["UTF-16 of half a pair", [0xff, 0xfe, 0x00, 0xd8, 0x20, 0x00]],
    ["UTF-16 of an odd length", [0xff, 0xfe, 0x7b, 0x00, 0x7d]],
  ];

  test.each(BINARY)("refuses %s", (_, bytes) => {
    expect(() => decodeText("plan.json", Uint8Array.from(bytes))).toThrow(InputError);
    expect(() => decodeText("plan.json", Uint8Array.from(bytes))).toThrow(/^plan\.json: /);
  });

  test("text of any kind comes back from any encoding", () => {
    const text = fc.string({ unit: "grapheme" });
    fc.assert(
      fc.property(text, fc.constantFrom(...ENCODINGS), (inner, [, encode]) => {
        const json = JSON.stringify({ abc: inner });
        expect(decodeText("f", encode(json))).toBe(json);
      }),
    );
  });
});

describe("parseJson", () => {
  const FAULTS: readonly (readonly [text: string, problem: string])[] = [
    ["", "is empty"],
    [" \n\t ", "is empty"],
    ["{", "line 1, column 2: unexpected end of JSON"],
    ['{\n  "a": [1,\n    2', "line 3, column 6: unexpected end of JSON"],
    ['{"a": "b', "line 1, column 9: unexpected end of JSON"],
    ['{"a": "b\\', "line 1, column 10: unexpected end of JSON"],
    ['{"a": 1} x', "line 1, column 10: unexpected 'x' after the end of the JSON value"],
    ['{"a": 1,}', "line 1, column 9: unexpected '}' where a quoted property name should be"],
    ["[1,]", "line 1, column 4: unexpected ']' where a value should be"],
    ['{"a" 1}', "line 1, column 6: unexpected '1' where a colon should be"],
    ["{a: 1}", "line 1, column 2: unexpected 'a' where a quoted property name should be"],
    ["[1 2]", "line 1, column 4: unexpected '2' where a comma or ']' should be"],
    ["[1}", "line 1, column 3: unexpected '}' where a comma or ']' should be"],
    ['"a\nb"', "line 1, column 3: unescaped control character in a string"],
    ['"\\x"', "line 1, column 2: bad escape in a string"],
    ["NaN", "line 1, column 1: unexpected 'N' where a value should be"],
    ["[\u00e9]", "line 1, column 2: unexpected U+00E9 where a value should be"],
  ];

  test.each(FAULTS)("%j is refused with its place", (text, problem) => {
    expect(() => parseJson("plan.json", text)).toThrow(new InputError("plan.json", problem));
  });

  const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

  test("1,000 levels are read, and one more is refused", () => {
    expect(parseJson("f", nested(1000))).toHaveLength(1);
    expect(() => parseJson("f", nested(1001))).toThrow("nested deeper than 1,000 levels");
    expect(() => parseJson("f", `{"a":${'{"a":'.repeat(1001)}1${"}".repeat(1002)}`)).toThrow("1,000 levels");
  });

  test("200,000 levels are refused, whole or cut off", () => {
    expect(() => parseJson("f", nested(200_000))).toThrow("nested deeper than 1,000 levels");
    expect(() => parseJson("f", "[".repeat(200_000))).toThrow("column 200001: unexpected end of JSON");
  });

  test("__proto__ is a key like any other", () => {
    const value = parseJson("f", '{"__proto__": {"polluted": true}}') as object;
    expect(Object.keys(value)).toEqual(["__proto__"]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect({}).not.toHaveProperty("polluted");
  });

  test("every text is JSON, or is refused with a place: never both, never neither", () => {
    const cut = fc
      .tuple(fc.json(), fc.nat(), fc.string({ maxLength: 3 }))
      .map(([json, at, inserted]) => json.slice(0, at % (json.length + 1)) + inserted + json.slice(at % json.length));
    fc.assert(
      fc.property(fc.oneof(fc.json(), cut, fc.string()), (text) => {
        let parsed: unknown;
        try {
          parsed = JSON.parse(text);
        } catch {
          expect(() => parseJson("f", text)).toThrow(
            text.trim() === "" ? /^f: is empty$/ : /^f: line \d+, column \d+: \S/,
          );
          return;
        }
        expect(jsonFault(text)).toBeUndefined();
        expect(parseJson("f", text)).toEqual(parsed);
      }),
      { numRuns: 1000 },
    );
  });
});
