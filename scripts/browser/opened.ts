import { strict as assert } from "node:assert";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";

/** Sizes of a phone, a small window and a large screen. */
export const SIZES = {
  phone: { width: 390, height: 844 },
  window: { width: 1024, height: 768 },
  screen: { width: 1680, height: 1050 },
} as const;

export type Size = keyof typeof SIZES;
export type Scheme = "light" | "dark";

/** Writes reports to a folder and opens them there, as somebody does who got one by mail. */
export class Reports {
  constructor(
    private readonly browser: Browser,
    private readonly folder: string,
  ) {}

  /**
   * Opens the report, hands it to the proof, and asserts that nothing was complained of and nothing asked for.
   *
   * @returns what the proof says
   */
  public async open(
    html: string,
    prove: (page: Page, firstPaint: number) => Promise<string>,
    { size = "screen", scheme = "light", ...options }: BrowserContextOptions & { size?: Size; scheme?: Scheme } = {},
  ): Promise<string> {
    const file = join(this.folder, "report.html");
    writeFileSync(file, html);
    const isPhone = size === "phone";
    const context = await this.browser.newContext({
      viewport: SIZES[size],
      colorScheme: scheme,
      reducedMotion: "reduce",
      hasTouch: isPhone,
      isMobile: isPhone,
      ...options,
    });
    try {
      const page = await context.newPage();
      const problems: string[] = [];
      const requests: string[] = [];
      page.on("console", (message) => problems.push(`${message.type()}: ${message.text()}`));
      page.on("pageerror", (error) => problems.push(String(error.stack ?? error)));
      page.on("dialog", (dialog) => problems.push(`dialog: ${dialog.message()}`));
      page.on("request", (request) => requests.push(request.url()));
      const start = Date.now();
      const url = pathToFileURL(file).href;
      await page.goto(url);
      await page.waitForSelector("html.ready");
      const said = await prove(page, Date.now() - start);
      assert.deepEqual(problems, [], "the console says something");
      const asked = requests.filter((request) => request !== url && !request.startsWith("data:"));
      assert.deepEqual(asked, [], "the page asks for something");
      return said;
    } finally {
      await context.close();
    }
  }
}
