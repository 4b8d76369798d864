import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "..");

interface Row {
  readonly id: string;
  readonly section: string;
  readonly level: string;
  readonly here: string;
}

/** Rows of docs/hardening.md, with the anchor of the section that each stands in. */
function documentedRows(): Row[] {
  let section = "";
  const rows: Row[] = [];
  for (const line of readFileSync(join(ROOT, "docs/hardening.md"), "utf8").split("\n")) {
    section = /^<a id="([\w-]+)">/.exec(line)?.[1] ?? section;
    const cells = line.split(" | ");
    const id = /^\| ([A-Z0-9]+-\d+)$/.exec(cells[0] ?? "")?.[1];
    if (id !== undefined) {
      rows.push({ id, section, level: cells[2] ?? "", here: (cells.at(-1) ?? "").replace(/ \|$/, "") });
    }
  }
  return rows;
}

/** Row ids in the names of the tests of a folder: `GCS-01` in `test("GCS-01, GCS-02: ...`. */
function testedRows(folder: string): ReadonlySet<string> {
  const files = readdirSync(join(ROOT, "test", folder), { recursive: true, encoding: "utf8" });
  const texts = files.filter((file) => file.endsWith(".test.ts")).map((file) => join(ROOT, "test", folder, file));
  const ids = texts.flatMap((file) => {
    const titles = readFileSync(file, "utf8").matchAll(/\b(?:test|it)(?:\.each\([\s\S]*?\))?\(\s*(["'`])(.*?)\1/g);
    return [...titles].flatMap(([, , title = ""]) => title.match(/\b[A-Z0-9]{2,4}-\d+\b/g) ?? []);
  });
  return new Set(ids);
}

const rows = documentedRows();

test("every row stands once in its section", () => {
  const places = rows.map(({ id, section }) => `${section} ${id}`);

  expect(places.length).toBeGreaterThan(300);
  expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([]);
});

test("every row of Google Cloud at level must that holds here has a test of its name", () => {
  const tested = testedRows("google");
  const claimed = rows.filter(
    ({ section, level, here }) => section.startsWith("google-") && level === "must" && here === "holds",
  );

  expect(claimed.length).toBeGreaterThan(90);
  expect(claimed.map(({ id }) => id).filter((id) => !tested.has(id))).toEqual([]);
});

test("every section that a construct points to is there", () => {
  const sources = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  const pointed = sources.flatMap((file) => [
    ...readFileSync(join(ROOT, "src", file), "utf8").matchAll(/docs\/hardening\.md#([\w-]+)/g),
  ]);
  const page = readFileSync(join(ROOT, "docs/hardening.md"), "utf8");

  expect(pointed.length).toBeGreaterThan(20);
  expect(pointed.map(([, anchor]) => anchor).filter((anchor) => !page.includes(`<a id="${anchor}">`))).toEqual([]);
});
