import { createHash } from "node:crypto";
import { DOMParser, type Document } from "@xmldom/xmldom";
import { renderHtml } from "../../../src/change/html/html";
import { pageAsset } from "../../../src/change/html/page-asset";
import type { PageData } from "../../../src/change/html/page-data";
import { emptyReport, HOSTILE_NAMES, hostilePicture, hostileReport, largePicture, largeReport } from "./other-reports";
import { servingPicture } from "./serving-picture";
import { SECRET, servingReport } from "./serving-report";

const PAGES = [
  ["the serving report", renderHtml(servingReport(), servingPicture())],
  ["an empty report", renderHtml(emptyReport(), { nodes: [], edges: [] })],
  ["hostile names", renderHtml(hostileReport(), hostilePicture())],
  ["10,000 resources", renderHtml(largeReport(10_000), largePicture(10_000))],
] as const;

const DATA_BLOCK = /<script type="application\/json" id="report">([^<]*)<\/script>/;

/** The page without what is ours: the program and the style sheet. */
function withoutAsset(page: string): string {
  const { script, style } = pageAsset();
  expect(page).toContain(`<script>${script}</script>`);
  return page.replace(`<script>${script}</script>`, () => "<script/>").replace(style, () => "");
}

function dataOf(page: string): PageData {
  return JSON.parse(DATA_BLOCK.exec(page)?.[1] ?? "") as PageData;
}

function parsed(page: string): Document {
  const parser = new DOMParser({
    onError: (level, message) => {
      throw new Error(`${level}: ${message}`);
    },
  });
  const markup = withoutAsset(page)
    .replace(/<!doctype html>\n/, "")
    .replaceAll(/<(meta)([^>]*)>/g, "<$1$2/>");
  return parser.parseFromString(markup, "text/xml");
}

describe.each(PAGES)("the page of %s", (_, page) => {
  test("is well-formed, and made of the elements that we write alone", () => {
    const names = [...parsed(page).getElementsByTagName("*")].map(({ tagName }) => tagName);
    expect(new Set(names)).toEqual(
      new Set([
        ...["html", "head", "meta", "title", "style", "body", "div", "noscript", "h1", "p", "script"],
        ...names.filter((name) => name === "ul" || name === "li"),
      ]),
    );
    expect(names.filter((name) => name === "script")).toHaveLength(2);
  });

  test("allows its own script and style sheet alone, by hash", () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? "";
    const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    const { script, style } = pageAsset();
    expect(policy.split("; ")).toEqual([
      "default-src 'none'",
      `style-src ${hash(style)}`,
      `script-src ${hash(script)}`,
      "img-src data:",
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect(policy).not.toContain("unsafe");
  });

  test("links to nothing, and loads nothing", () => {
    const attributes = [...parsed(page).getElementsByTagName("*")].flatMap(({ attributes }) => [...attributes]);
    expect(new Set(attributes.map(({ name }) => name))).toEqual(
      new Set(["lang", "charset", "http-equiv", "name", "content", "id", "type"]),
    );
  });

  test("holds its data in a block that nothing in it can end", () => {
    const block = DATA_BLOCK.exec(page)?.[1] ?? "";
    expect(block).not.toMatch(/[<>&\u2028\u2029]/);
    expect(dataOf(page).version).toBe("0.1.0");
  });
});

test("names are inert: no controls, no turned text, none without end", () => {
  const texts: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value === "string") {
      texts.push(value);
    } else if (typeof value === "object" && value !== null) {
      Object.values(value).forEach(collect);
    }
  };
  collect(dataOf(PAGES[2][1]));
  expect(texts.length).toBeGreaterThan(HOSTILE_NAMES.length * 10);
  for (const text of texts) {
    expect(text).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
    // An escape takes six characters for one.
    expect(text.length).toBeLessThan(6000);
  }
  expect(texts).toContain("\\u202emoc.live\\u202c");
});

test("what the report carries and does not show is not in the file", () => {
  const [, page] = PAGES[0];
  expect(JSON.stringify(servingReport())).toContain(SECRET);
  expect(page).not.toContain(SECRET);
  expect(page).toContain("(sensitive)");
});

test("without a script the verdict, its line and its reasons are read", () => {
  const markup = withoutAsset(PAGES[0][1]);
  const inside = /<noscript>([\s\S]*)<\/noscript>/.exec(markup)?.[1] ?? "";
  expect(inside).toContain("<h1>Dangerous: 6 to create, 2 to update");
  expect(inside).toContain("<li>1 security group open to the internet</li>");
});

test.each([
  [10_000, 1_500_000],
  [50_000, 5_500_000],
])("%d resources make a file of less than %d characters", (size, most) => {
  expect(renderHtml(largeReport(size), largePicture(size)).length).toBeLessThan(most);
});
