/**
 * Opens the HTML change report in Chromium, at three sizes, light and dark, and clicks everything:
 * `npm run test:browser [-- --screenshots]`. With --screenshots the pictures of the guide are written anew.
 *
 * Where no Chromium is found (CHROMIUM names one), the proof is said not to have run.
 */
import { strict as assert } from "node:assert";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { renderHtml } from "../src/change/html/html";
import {
  emptyReport,
  hostilePicture,
  hostileReport,
  largePicture,
  largeReport,
} from "../test/change/html/other-reports";
import { servingPicture } from "../test/change/html/serving-picture";
import { SECRET, servingReport } from "../test/change/html/serving-report";
import { findChromium, startChromium } from "./browser/chromium";
import { Reports, type Scheme, SIZES, type Size } from "./browser/opened";
import { cardsLead, fitsTheWindow, isReadable, says, status } from "./browser/page-proofs";
import { namesAreWhole, pathIsReadable, worstWayIsFirst } from "./browser/path-proofs";
import * as proofs from "./browser/serving-proofs";
import { smallPng } from "./browser/small-png";
import { Report } from "./terraform/report";
import { isExpectedAbsent } from "./terraform/tools";

const EXAMPLE = resolve(__dirname, "..", "examples", "change-report", "report.html");
const IMAGES = resolve(__dirname, "..", "docs", "images");

/** What the guide shows. */
const PICTURES: Readonly<Record<string, string>> = {
  "screen light": "change-report-light.png",
  "screen dark": "change-report-dark.png",
  "phone light": "change-report-phone.png",
};

async function main(): Promise<number> {
  const start = Date.now();
  const report = new Report();
  const executable = findChromium();
  if (executable === undefined) {
    report.notRun("HTML change report", "no Chromium found; CHROMIUM may name one");
    return process.env.CI && !isExpectedAbsent("chromium") ? 1 : 0;
  }
  const folder = mkdtempSync(join(tmpdir(), "modelkeep-browser-"));
  const browser = await startChromium(executable);
  try {
    const reports = new Reports(browser, folder);
    await prove(report, reports);
    if (process.argv.includes("--screenshots")) {
      await takePictures(reports);
    }
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
  report.summary((Date.now() - start) / 1000);
  return report.failedSteps > 0 ? 1 : 0;
}

async function prove(report: Report, reports: Reports): Promise<void> {
  const serving = renderHtml(servingReport(), servingPicture());
  for (const size of Object.keys(SIZES) as Size[]) {
    for (const scheme of ["light", "dark"] as const) {
      await report.step("serving report", `${size}, ${scheme}`, () =>
        reports.open(serving, (page, paint) => looks(page, paint), { size, scheme }),
      );
    }
  }
  const steps = [
    ["panel before and after", proofs.panelShowsBeforeAndAfter],
    ["panel leads on", proofs.panelLeadsOn],
    ["search and filters", proofs.filtersFilter],
    ["reasons", proofs.reasonsUnfold],
    ["collapsible tenants", proofs.tenantsFold],
    ["graph at first", proofs.graphBeginsReadable],
    ["graph", proofs.graphTellsStatesApart],
    ["keyboard alone", proofs.keyboardReachesAll],
    ["theme and print", proofs.themeSwitches],
  ] as const;
  for (const [name, step] of steps) {
    await report.step("serving report", name, () => reports.open(serving, (page) => step(page)));
  }
  for (const size of Object.keys(SIZES) as Size[]) {
    for (const [name, proof] of [
      ["path", pathIsReadable],
      ["first view", worstWayIsFirst],
      ["whole words", namesAreWhole],
    ] as const) {
      await report.step("serving report", `${name}, ${size}`, () => reports.open(serving, proof, { size }));
    }
  }
  await report.step("serving report", "no secret, without a script its line", async () => {
    assert.ok(!serving.includes(SECRET), "the secret is in the file");
    return reports.open(serving, async () => "");
  });
  await report.step("empty report", "opens", () =>
    reports.open(renderHtml(emptyReport(), { nodes: [], edges: [] }), async (page) => {
      await cardsLead(page);
      assert.equal(await page.locator(".explorer-body").isVisible(), false, "nothing to draw is an empty box");
      return await status(page);
    }),
  );
  for (const size of ["phone", "screen"] as const) {
    await report.step("hostile names", `inert, ${size}`, () =>
      reports.open(renderHtml(hostileReport(), hostilePicture()), inert, { size }),
    );
  }
  for (const size of [10_000, 50_000]) {
    const html = renderHtml(largeReport(size), largePicture(size));
    await report.step(`${size} resources`, `${(html.length / 1e6).toFixed(1)} MB`, () =>
      reports.open(html, (page, paint) => large(page, paint, size)),
    );
  }
}

async function looks(page: Page, firstPaint: number): Promise<string> {
  await fitsTheWindow(page);
  const texts = await isReadable(page);
  const cards = await cardsLead(page);
  for (const summary of await page.locator("main summary:visible").all()) {
    await summary.click();
    await summary.click();
  }
  await fitsTheWindow(page);
  return `drawn in ${firstPaint} ms, ${texts} texts with contrast, ${cards} cards`;
}

/** The committed report of the example, as the guide shows it. */
async function takePictures(reports: Reports): Promise<void> {
  const html = readFileSync(EXAMPLE, "utf8");
  mkdirSync(IMAGES, { recursive: true });
  for (const [name, file] of Object.entries(PICTURES)) {
    const [size, scheme] = name.split(" ") as [Size, Scheme];
    await reports.open(
      html,
      async (page) => {
        const screenshot = await page.screenshot({ fullPage: true, clip: await shown(page, size) });
        writeFileSync(join(IMAGES, file), smallPng(screenshot));
        return file;
      },
      { size, scheme },
    );
  }
}

/** From the top to the end of the graph; of a phone one window. */
async function shown(page: Page, size: Size): Promise<{ x: number; y: number; width: number; height: number }> {
  const { width, height } = SIZES[size];
  const end = await page.evaluate<number>(
    "document.getElementById('blast-radius').getBoundingClientRect().bottom + scrollY",
  );
  return { x: 0, y: 0, width, height: size === "phone" ? height : Math.ceil(end) + 16 };
}

async function inert(page: Page): Promise<string> {
  await fitsTheWindow(page);
  for (const opener of await page.locator("#changes button.resource").all()) {
    await opener.click();
    await page.keyboard.press("Escape");
  }
  await page.locator("[data-all=fold]").click();
  await page.locator("[data-all=unfold]").click();
  assert.equal(await page.evaluate("typeof globalThis.hacked"), "undefined", "a name ran");
  const strangers = "document.querySelectorAll('#page img, #page iframe, #page script, #page object').length";
  assert.equal(await page.evaluate(strangers), 0, "a name made an element");
  assert.equal(await page.evaluate("/[\\u202a-\\u202e\\u2066-\\u2069]/.test(document.body.textContent)"), false);
  await fitsTheWindow(page);
  return "nothing ran, nothing was made";
}

async function large(page: Page, firstPaint: number, size: number): Promise<string> {
  const total = size.toLocaleString("en-US");
  await says(page, new RegExp(`of ${total} resources listed, 300 drawn`));
  const timed = async (act: () => Promise<void>): Promise<number> => {
    const start = Date.now();
    await act();
    return Date.now() - start;
  };
  const search = await timed(async () => {
    await page.locator(".filters input[type=search]").fill(`resource_${size - 7}`);
    await says(page, new RegExp(`^1 of ${total} resources listed, all drawn`));
  });
  await page.locator(".filters button[type=reset]").click();
  await page.locator("#changes button.resource").first().click();
  const neighbours = await timed(() => page.locator("#panel button", { hasText: "Show neighbours" }).click());
  await page.keyboard.press("Escape");
  const unfold = await timed(() => page.locator("[data-all=unfold]").click());
  await page.locator(".list").focus();
  await page.keyboard.press("End");
  const options = await page.locator(".option").count();
  assert.ok(options > 0 && options < 100, `${options} rows of the list are made`);
  return `drawn in ${firstPaint} ms, search ${search} ms, neighbours ${neighbours} ms, all tenants unfolded ${unfold} ms`;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
