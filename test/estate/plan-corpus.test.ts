import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fromPlan } from "../../src/estate/plan";

const CORPUS = join(__dirname, "../fixtures/plans/corpus");
const files = readdirSync(CORPUS).filter((name) => name.endsWith(".json") && name !== "index.json");

function decoded(name: string): unknown {
  const bytes = readFileSync(join(CORPUS, name));
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return JSON.parse(bytes.toString(isUtf16 ? "utf16le" : "utf8").replace(/^\uFEFF/, ""));
}

/** Counts, most first, as lines of a table. */
function table(counted: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const key of counted) {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts]
    .sort(([one, many], [other, more]) => more - many || (one < other ? -1 : 1))
    .map(([key, count]) => `${String(count).padStart(4)} ${key}`)
    .join("\n");
}

test("every plan of the corpus is listed with its source and licence", () => {
  const index = JSON.parse(readFileSync(join(CORPUS, "index.json"), "utf8")) as { file: string; licence: string }[];
  expect(index.map(({ file }) => file).sort()).toEqual([...files].sort());
  expect(index.filter(({ licence }) => !["MIT", "Apache-2.0"].includes(licence))).toEqual([]);
});

test("every plan of the corpus is read", () => {
  const resources = files.flatMap((name) => {
    const reading = fromPlan(name, decoded(name));
    expect(reading.roots.map((root) => root.name)).toEqual([name]);
    return reading.resources;
  });

  expect(files).toHaveLength(208);
  expect(table(resources.map(({ mode, actions }) => `${mode} ${actions.join("+") || "-"}`))).toMatchSnapshot("actions");
  expect(table(resources.map(({ kind }) => kind))).toMatchSnapshot("kinds");
});
