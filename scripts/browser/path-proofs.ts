import { strict as assert } from "node:assert";
import type { Page } from "playwright-core";
import { says } from "./page-proofs";

/** The way to a service can be read wherever it is shown, and its button is found by what is written on it. */
export async function pathIsReadable(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Show in graph" }).first().click();
  assert.ok((await labelPixels(page)) >= 10, "labels of the path are too small");
  assert.deepEqual(await areSeen(page, `node.hasClass("chosen")`), [true, true, true], "the path is not in the window");
  return "all of the path is in the window";
}

/** Who opens the report on a phone or in a small window sees the worst way at once: what changes, and the service that is hit. */
export async function worstWayIsFirst(page: Page): Promise<string> {
  assert.ok((await labelPixels(page)) >= 10, "labels are too small at the beginning");
  for (const label of ["\u00b1 l4", "resnet\nendpoint"]) {
    const isMeant = `node.data("label").startsWith(${JSON.stringify(label)})`;
    assert.deepEqual(await areSeen(page, isMeant), [true], `${label} is not in the first view`);
  }
  const everything = page.getByRole("button", { name: "Draw everything" });
  if (await everything.isVisible()) {
    await says(page, /the path to resnet alone is drawn\.$/);
    await everything.click();
    await says(page, /^26 of 26 resources listed, all drawn/);
    return "the path alone, and everything with a button";
  }
  return "the path among the rest";
}

/** No short word of a name is broken: "endpoin/t" cannot be read. */
export async function namesAreWhole(page: Page): Promise<string> {
  const { broken, seen } = await page.evaluate<{ broken: string[]; seen: number }>(`(() => {
    const broken = [];
    let seen = 0;
    for (const element of document.querySelectorAll("td.service, td.named .resource, .path, .differences")) {
      if (element.scrollWidth > element.clientWidth + 1) broken.push("cut: " + element.textContent.slice(0, 60));
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
        for (const { 0: word, index } of node.data.matchAll(/[A-Za-z0-9]+/g)) {
          const range = document.createRange();
          range.setStart(node, index);
          range.setEnd(node, index + word.length);
          const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
          seen += 1;
          if (word.length <= 20 && lines.size > 1) broken.push(word);
        }
      }
    }
    return { broken, seen };
  })()`);
  assert.ok(seen > 50, `only ${seen} words were looked at`);
  assert.deepEqual(broken, [], "words are broken");
  return `${seen} words`;
}

/**
 * Whether each of the nodes lies within what the canvas shows.
 *
 * @param isMeant expression of `node`
 */
async function areSeen(page: Page, isMeant: string): Promise<readonly boolean[]> {
  return await page.evaluate<boolean[]>(`(() => {
    const { cy } = document.querySelector(".canvas")._cyreg;
    const { x1, y1, x2, y2 } = cy.extent();
    return cy.nodes().filter((node) => ${isMeant}).map((node) => {
      const box = node.boundingBox();
      return box.x1 >= x1 - 1 && box.x2 <= x2 + 1 && box.y1 >= y1 - 1 && box.y2 <= y2 + 1;
    });
  })()`);
}

/** Pixels that the labels of the picture have on the screen. */
export async function labelPixels(page: Page): Promise<number> {
  return await page.evaluate<number>(`(() => {
    const { cy } = document.querySelector(".canvas")._cyreg;
    return Math.min(...cy.nodes().map((node) => parseFloat(node.style("font-size")) * cy.zoom())) + 1e-6;
  })()`);
}
