import { createHash } from "node:crypto";
import { DOMParser, type Document, type Element } from "@xmldom/xmldom";
import { renderHtml } from "../../../src/policy/reports/html";
import { HOSTILE_NAMES, hostile, oneOfEach, options, result, thousands } from "./results";

const RESULTS = [
  ["an empty result", result()],
  ["one of each severity", oneOfEach()],
  ["hostile names", hostile()],
  ["6,000 findings", thousands()],
] as const;

/** What the page is made of, save the style sheet and the script. */
function parsed(page: string): Document {
  const parser = new DOMParser({
    onError: (level, message) => {
      throw new Error(`${level}: ${message}`);
    },
  });
  const markup = page
    .replace(/<!doctype html>\n/, "")
    .replace(/<style>[\s\S]*?<\/style>/, "<style/>")
    .replace(/<script>[\s\S]*?<\/script>/, "<script/>")
    .replaceAll(/<(meta|input)([^>]*)>/g, "<$1$2/>")
    .replaceAll(/ hidden>/g, ' hidden="hidden">');
  return parser.parseFromString(markup, "text/xml");
}

function elements(document: Document | Element, name = "*"): readonly Element[] {
  return [...document.getElementsByTagName(name)];
}

test.each(RESULTS)("%s: the markup is balanced, and headings never skip a level", (_, of) => {
  const all = elements(parsed(renderHtml(of, options())));
  const levels = all.filter(({ tagName }) => /^h[1-6]$/.test(tagName)).map(({ tagName }) => Number(tagName[1]));
  expect(levels.filter((level) => level === 1)).toHaveLength(1);
  expect(levels[0]).toBe(1);
  levels.forEach((level, index) => {
    expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
  });
});

test.each(RESULTS)("%s: nothing is asked of any server, and only this style and this script may act", (_, of) => {
  const page = renderHtml(of, options());
  const all = elements(parsed(page));
  const names = new Set(all.map(({ tagName }) => tagName));
  for (const name of ["img", "link", "iframe", "object", "embed", "base", "svg", "a"]) {
    expect(names).not.toContain(name);
  }
  const attributes = new Set(all.flatMap((element) => [...element.attributes].map(({ name }) => name)));
  expect([...attributes].filter((name) => /^on|^style$|^src$|^href$|^action$/.test(name))).toEqual([]);

  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? "";
  expect(policy).toMatch(/^default-src 'none'; /);
  expect(policy).not.toContain("unsafe");
  for (const tag of ["style", "script"]) {
    const bodies = [...page.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, "g"))].map(([, body]) => body ?? "");
    expect(bodies).toHaveLength(1);
    const hash = createHash("sha256").update(bodies.join("")).digest("base64");
    expect(policy).toContain(`${tag}-src 'sha256-${hash}'`);
  }
});

test("the title and the heading say the verdict", () => {
  const page = renderHtml(oneOfEach(), options());
  expect(page).toContain("<title>2 findings at or above high - modelkeep check</title>");
  expect(page).toContain('<h1 class="findings">2 findings at or above high</h1>');
});

test("every finding is in the markup, closed, with all that is known of it", () => {
  const rows = elements(parsed(renderHtml(oneOfEach(), options())), "details");
  expect(rows.map((row) => row.getAttribute("class"))).toEqual([
    "finding critical",
    "finding high",
    "finding medium",
    "finding low",
    "waived high",
    "undecided critical",
  ]);
  const terms = (row: Element | undefined): readonly (string | null)[] =>
    row === undefined ? [] : elements(row, "dt").map(({ textContent }) => textContent);
  expect(terms(rows[0])).toEqual([
    "Found",
    "Attribute",
    "Remedy",
    "Why",
    "Control",
    "Category",
    "Answers",
    "Resource",
    "Construct",
    "Where",
    "Kind",
    "Root",
  ]);
  expect(terms(rows[4]).slice(0, 4)).toEqual(["Reason", "Owner", "Expires", "Waiver"]);
});

test("inputs and skipped ones are told in tables with scoped headers", () => {
  const document = parsed(renderHtml(oneOfEach(), options()));
  expect(elements(document, "table")).toHaveLength(3);
  const heads = elements(document, "th");
  expect(heads.filter((head) => !/^(?:row|col)$/.test(head.getAttribute("scope") ?? ""))).toEqual([]);
  expect(heads.map(({ textContent }) => textContent)).toEqual(expect.arrayContaining(["cdktf.out", "notes.txt"]));
});

test("every field of the filter has a label, and without the script there is no filter", () => {
  const [form] = elements(parsed(renderHtml(oneOfEach(), options())), "form");
  expect(form?.getAttribute("hidden")).toBe("hidden");
  const fields = form === undefined ? [] : [...elements(form, "select"), ...elements(form, "input")];
  expect(fields).toHaveLength(3);
  expect(fields.filter((field) => (field.parentNode as Element).tagName !== "label")).toEqual([]);
});

test("hostile names are text: each comes back as it is, or with its control characters spelled out", () => {
  const document = parsed(renderHtml(hostile(), options()));
  const texts = new Set(elements(document, "code").map(({ textContent }) => textContent));
  const plain = HOSTILE_NAMES.filter((name) => !/[\p{Cc}\p{Cs}\u2028\u202e]/u.test(name));
  expect(plain.length).toBeGreaterThan(5);
  expect(plain.filter((name) => !texts.has(name))).toEqual([]);
});

test("of 6,000 findings the worst 2,000 are on the page, and it says so", () => {
  const page = renderHtml(thousands(), options());
  const rows = elements(parsed(page), "details");
  expect(rows).toHaveLength(2000);
  expect(rows.filter((row) => row.getAttribute("data-severity") === "critical")).toHaveLength(1500);
  expect(page).toContain("The worst 2,000 of 6,000 findings are on this page; --format json has all of them.");
  expect(page).toContain("<h3>High (1,500)</h3>");
});

describe("contrast AA", () => {
  const blocks = [...renderHtml(result(), options()).matchAll(/:root \{([^}]*)\}/g)].map(([, body]) =>
    Object.fromEntries(
      [...(body ?? "").matchAll(/--([a-z]+): (#[0-9a-f]{6})/g)].map(([, name, colour]) => [name, colour]),
    ),
  );

  function luminance(colour: string): number {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  test.each([
    ["light", 0],
    ["dark", 1],
  ])("%s: every ink is readable on the page and on cards", (_, scheme) => {
    const { line, page, card, ...inks } = blocks[scheme] as Record<string, string>;
    expect(Object.keys(inks)).toHaveLength(8);
    const ratios = Object.entries(inks).flatMap(([name, ink]) =>
      [page, card].map((ground) => {
        const [light = 0, dark = 0] = [luminance(ink), luminance(String(ground))].sort((a, b) => b - a);
        return { name, ratio: (light + 0.05) / (dark + 0.05) };
      }),
    );
    expect(line).toBeDefined();
    expect(ratios.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
  });
});
