import { strict as assert } from "node:assert";
import type { Page } from "playwright-core";

/** Nothing is wider than the window. */
export async function fitsTheWindow(page: Page): Promise<void> {
  const overflow = await page.evaluate<number>("document.documentElement.scrollWidth - window.innerWidth");
  assert.ok(overflow <= 0, `the page is ${overflow} pixels wider than the window`);
}

/** Texts whose contrast is below AA (4.5, 3 for large ones), as the browser has drawn them. */
const LOW_CONTRAST = `(() => {
  const parse = (text) => {
    const [, inside] = /rgba?\\(([^)]+)\\)/.exec(text) ?? [];
    if (inside === undefined) return undefined;
    const [r, g, b, a = "1"] = inside.split(/[ ,/]+/);
    return { r: +r, g: +g, b: +b, a: +a };
  };
  const light = ({ r, g, b }) => {
    const [x, y, z] = [r, g, b].map((c) => c / 255).map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = (element) => {
    for (let each = element; each !== null; each = each.parentElement) {
      const colour = parse(getComputedStyle(each).backgroundColor);
      if (colour !== undefined && colour.a > 0.99) return colour;
    }
    return { r: 255, g: 255, b: 255 };
  };
  const low = [];
  let seen = 0;
  for (const element of document.querySelectorAll("#page *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== "");
    if (!own || element.closest("svg, .unseen, option, [hidden]") !== null || element.getClientRects().length === 0) continue;
    const style = getComputedStyle(element);
    const colour = parse(style.color);
    if (colour === undefined) continue;
    seen += 1;
    const [a, b] = [light(colour), light(behind(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const isLarge = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && +style.fontWeight >= 600);
    if (ratio < (isLarge ? 3 : 4.5)) low.push(element.className + " '" + element.textContent.trim().slice(0, 30) + "' " + ratio.toFixed(2));
  }
  return { low: [...new Set(low)], seen };
})()`;

/** Every text can be read against what is behind it. */
export async function isReadable(page: Page): Promise<number> {
  const { low, seen } = await page.evaluate<{ low: string[]; seen: number }>(LOW_CONTRAST);
  assert.ok(seen > 50, `only ${seen} texts were looked at`);
  assert.deepEqual(low, [], "texts without contrast");
  return seen;
}

/** Each card leads to its part. */
export async function cardsLead(page: Page): Promise<number> {
  const ids = await page
    .locator("[data-card]")
    .evaluateAll((cards) => cards.map((card) => card.getAttribute("data-card") ?? ""));
  assert.equal(ids.length, 7, "cards");
  for (const id of ids) {
    await page.locator(`[data-card="${id}"]`).click();
    assert.equal(await page.evaluate<string>("location.hash"), `#${id}`);
    const top = await page.evaluate<number>(
      `document.getElementById(${JSON.stringify(id)}).getBoundingClientRect().top`,
    );
    const height = await page.evaluate<number>("innerHeight");
    assert.ok(top >= -2 && top < height, `${id} is at ${top} after a click on its card`);
  }
  return ids.length;
}

/** Walks through the page with the Tab key until it is at the end, and gives what had the focus. */
export async function walk(page: Page): Promise<readonly string[]> {
  await page.evaluate("document.body.focus(), window.scrollTo(0, 0)");
  const names: string[] = [];
  for (let step = 0; step < 400; step += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate<{ name: string; seen: boolean; ring: boolean; end: boolean }>(`(() => {
      const element = document.activeElement;
      const { top, bottom, width } = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      return {
        name: [element.tagName.toLowerCase(), element.getAttribute("aria-label") ?? element.getAttribute("data-card") ?? element.closest("label")?.textContent ?? element.textContent ?? ""].join(" ").trim().slice(0, 60),
        seen: bottom > 0 && top < innerHeight && width > 0,
        ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0,
        end: element === document.body,
      };
    })()`);
    if (focused.end) {
      return names;
    }
    assert.ok(focused.seen, `${focused.name} has the focus outside of the window`);
    assert.ok(focused.ring, `${focused.name} has the focus, and one cannot see it`);
    names.push(focused.name);
  }
  throw new Error("the Tab key does not come to an end");
}

/** Text of the status under the filters. */
export async function status(page: Page): Promise<string> {
  return (await page.locator(".status").textContent()) ?? "";
}

/** Waits until the status says what it should. */
export async function says(page: Page, pattern: RegExp): Promise<void> {
  const until = Date.now() + 5000;
  while (!pattern.test(await status(page))) {
    assert.ok(Date.now() < until, `the status says "${await status(page)}", not ${pattern}`);
    await page.waitForTimeout(25);
  }
}

/** Nodes of the picture that people see, by their text. */
export async function drawnNodes(
  page: Page,
): Promise<readonly { id: string; label: string; shape: string; colour: string }[]> {
  return await page.evaluate(`document.querySelector(".canvas")._cyreg.cy.nodes().map((node) => ({
    id: node.id(), label: node.data("label"), shape: node.style("shape"), colour: node.style("border-color") }))`);
}

/** Clicks on the node in the picture, as a mouse does. */
export async function clickNode(page: Page, label: string): Promise<void> {
  await page.locator(".canvas").scrollIntoViewIfNeeded();
  // The library hears of the scrolling with the next frame.
  await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
  const place = await page.evaluate<{ x: number; y: number } | undefined>(`(() => {
    const canvas = document.querySelector(".canvas");
    const node = canvas._cyreg.cy.nodes().filter((each) => each.data("label").startsWith(${JSON.stringify(label)}));
    if (node.empty()) return undefined;
    const { x, y } = node.first().renderedPosition();
    const { left, top } = canvas.getBoundingClientRect();
    return { x: left + x, y: top + y };
  })()`);
  assert.ok(place !== undefined, `no node "${label}" in the picture`);
  await page.mouse.click(place.x, place.y);
}
