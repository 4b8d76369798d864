import { strict as assert } from "node:assert";
import type { Page } from "playwright-core";
import { clickNode, drawnNodes, says, walk } from "./page-proofs";
import { labelPixels } from "./path-proofs";

/** Panel of a replaced machine, and of a secret. */
export async function panelShowsBeforeAndAfter(page: Page): Promise<string> {
  const opener = page.locator("#changes button.resource", { hasText: "aws_eks_node_group.l4" });
  await opener.click();
  const panel = page.locator("#panel");
  assert.match(
    (await panel.textContent()) ?? "",
    /instance_types\.0forces replacementBefore"g5\.xlarge"After"g6\.xlarge"/,
  );
  assert.equal(await page.evaluate("document.activeElement.id"), "panel");
  await page.keyboard.press("Escape");
  assert.equal(await panel.isVisible(), false, "Esc closes the panel");
  assert.equal(
    await opener.evaluate((element) => element === element.ownerDocument.activeElement),
    true,
    "focus returns",
  );

  await page.locator("#changes button.resource", { hasText: "gateway_token" }).click();
  assert.match((await panel.textContent()) ?? "", /data\.tokenBefore\(sensitive\)After\(sensitive\)/);
  await page.locator("#panel .close").click();
  assert.equal(await panel.isVisible(), false, "the button closes the panel");
  return "a replaced node group, a masked secret";
}

/** Buttons of the panel and neighbours in it. */
export async function panelLeadsOn(page: Page): Promise<string> {
  await page.locator("#changes button.resource", { hasText: "aws_eks_node_group.l4" }).click();
  await page.locator("#panel button", { hasText: "Show in graph" }).click();
  const chosen = "document.querySelector('.canvas')._cyreg.cy.nodes('.chosen').map((node) => node.data('label'))";
  assert.deepEqual(await page.evaluate(chosen), ["\u00b1 l4\neks_node_group"]);
  await page.locator("#panel button", { hasText: "Show neighbours" }).click();
  await page.locator("#panel .neighbours button", { hasText: "kubernetes_deployment_v1.resnet" }).click();
  assert.match((await page.locator("#panel").textContent()) ?? "", /It does not change itself/);
  await page.keyboard.press("Escape");
  await page.locator(".path button", { hasText: "Show in graph" }).first().click();
  assert.equal((await page.evaluate<string[]>(chosen)).length, 3, "nodes of the path");
  return "neighbours, the graph, a path";
}

/** Search, states, selects, Clear. */
export async function filtersFilter(page: Page): Promise<string> {
  await says(page, /^26 of 26 resources listed, all drawn, \d+ of them in bundles that open with a click\.$/);
  for (const [action, amount] of [
    ["destroy", 1],
    ["create", 6],
    ["all", 10],
  ] as const) {
    await page.locator("#changes .choice", { hasText: action }).click();
    assert.equal(await page.locator("#changes tbody tr").count(), amount, `changes of ${action}`);
  }
  await page.locator(".filters input[type=search]").fill("summarizer");
  await says(page, /^6 of 26 resources listed/);
  assert.equal((await drawnNodes(page)).filter(({ id }) => id.startsWith("n")).length, 6);
  assert.ok(
    (await drawnNodes(page)).every(({ id }) => !id.startsWith("b")),
    "a handful is in no bundle",
  );
  await page.locator(".filters input[type=search]").fill("no such thing");
  await says(page, /^None of 26 resources fits the filter\.$/);
  await page.locator(".filters button[type=reset]").click();
  await says(page, /^26 of 26/);
  for (const [name, amount] of [
    ["untouched", 17],
    ["hit", 10],
  ] as const) {
    await page.locator(`.states input[name=${name}]`).uncheck();
    await says(page, new RegExp(`^${amount} of 26`));
  }
  await page.locator(".filters button[type=reset]").click();
  const asked = [
    ["Action", "destroy", 1],
    ["Kind", "kubernetes_service_v1", 3],
    ["Tenant", "vision", 4],
    ["Root", "platform-serving", 12],
  ] as const;
  for (const [label, value, amount] of asked) {
    await page.locator(".filters").getByLabel(label).selectOption(value);
    await says(page, new RegExp(`^${amount} of 26`));
    await page.locator(".filters button[type=reset]").click();
    await says(page, /^26 of 26/);
  }
  return "actions of changes, search, 3 states, 4 selects, Clear";
}

/** Tenants fold one by one and all at once, also by a click on a folded one. */
export async function tenantsFold(page: Page): Promise<string> {
  const labels = async (): Promise<string[]> => (await drawnNodes(page)).map(({ label }) => label);
  const isFolded = async (name: string): Promise<boolean> =>
    (await labels()).some((label) => label.startsWith(`tenant ${name}\n`));
  const button = page.locator("button.tenant", { hasText: "vision" });
  assert.equal(await button.getAttribute("aria-expanded"), "true");
  await button.click();
  assert.equal(await button.getAttribute("aria-expanded"), "false");
  assert.deepEqual([await isFolded("vision"), await isFolded("language")], [true, false]);
  assert.ok(
    (await labels()).includes("tenant vision\n4 resources: 0 changed, 2 hit"),
    "what is in a folded tenant is counted",
  );
  await clickNode(page, "tenant vision");
  assert.equal(await isFolded("vision"), false, "a click unfolds");
  await page.locator("[data-all=fold]").click();
  assert.deepEqual([await isFolded("vision"), await isFolded("language")], [true, true]);
  await page.locator("[data-all=unfold]").click();
  assert.deepEqual([await isFolded("vision"), await isFolded("language")], [false, false]);
  assert.ok(
    (await labels()).every((label) => !/ more of /.test(label)),
    "bundles unfold with all",
  );
  await page.locator("[data-all=fold]").click();
  await page.locator("[data-all=unfold]").click();
  return "one, by a click in the graph, all";
}

/** States have their own shape and colour; services a double frame; a click opens the panel. */
export async function graphTellsStatesApart(page: Page): Promise<string> {
  await page.locator("[data-all=unfold]").click();
  const nodes = await drawnNodes(page);
  const looks = ["\u00b1 l4", "gateway\nlb", "network"].map((name) => {
    const found = nodes.find(({ label }) => label.startsWith(name));
    assert.ok(found !== undefined, `no node ${name}`);
    return found;
  });
  assert.deepEqual(
    looks.map(({ shape }) => shape),
    ["cut-rectangle", "hexagon", "round-rectangle"],
  );
  assert.equal(new Set(looks.map(({ colour }) => colour)).size, 3, "three colours");
  await clickNode(page, "resnet\nendpoint");
  assert.match((await page.locator("#panel").textContent()) ?? "", /kubernetes_service_v1\.resnet/);
  await page.keyboard.press("Escape");
  for (const name of ["Zoom in", "Zoom out", "Fit the whole graph", "Home: the services that are hit"]) {
    await page.getByRole("button", { name }).click();
  }
  return "three shapes, three colours, a click, the zoom";
}

/** Nothing needs a mouse. */
export async function keyboardReachesAll(page: Page): Promise<string> {
  const names = await walk(page);
  const wanted = [/^a cost/, /^button dark/, /^button aws_eks_node_group\.l4/, /^input Search/, /^input .*untouched/];
  const controls = [
    /^select Action/,
    /^button vision/,
    /^button Collapse all/,
    /^button Zoom in/,
    /^div Resources: arrow keys/,
  ];
  for (const pattern of [...wanted, ...controls, /^summary role language-summarizer/, /^summary .*No security group/]) {
    assert.ok(
      names.some((name) => pattern.test(name)),
      `the Tab key does not reach ${pattern}`,
    );
  }
  assert.equal(await page.locator("#changes .choice[aria-pressed=true]").textContent(), "all 10");
  await page.locator(".list").focus();
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.locator(".option[aria-selected=true]").getAttribute("aria-posinset"), "2");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("#panel-title").textContent(), "aws_eks_node_group.l4");
  await page.keyboard.press("Tab");
  assert.equal(
    await page.evaluate("document.activeElement.closest('#panel') !== null"),
    true,
    "Tab stays in the panel",
  );
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate("document.activeElement.className"), "list");
  await page.keyboard.press("End");
  const active = await page.evaluate<string>("document.querySelector('.option.active').getAttribute('aria-posinset')");
  assert.equal(active, "26");
  return `${names.length} stops`;
}

/** The switch wins over what the system says. */
export async function themeSwitches(page: Page): Promise<string> {
  const background = (): Promise<string> => page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
  const light = await background();
  await page.locator("[data-theme-choice=dark]").click();
  const dark = await background();
  assert.notEqual(dark, light);
  await page.locator("[data-theme-choice=auto]").click();
  assert.equal(await background(), light);
  await page.locator("[data-theme-choice=dark]").click();
  await page.evaluate("window.dispatchEvent(new Event('beforeprint'))");
  const colours = new Set((await drawnNodes(page)).map(({ colour }) => colour));
  assert.ok(colours.has("rgb(185,60,7)"), "the picture is printed in the colours of the light theme");
  await page.emulateMedia({ media: "print" });
  assert.equal(await background(), "rgb(255, 255, 255)", "paper is white");
  assert.equal(await page.locator(".filters").isVisible(), false, "paper has no filters");
  await page.emulateMedia({ media: "screen" });
  await page.evaluate("window.dispatchEvent(new Event('afterprint'))");
  assert.equal(await background(), dark, "the screen is as it was");
  return "auto, dark, paper";
}

/** What the graph begins with: services and the ways to them, large enough to read; the rest in bundles. */
export async function graphBeginsReadable(page: Page): Promise<string> {
  assert.ok((await labelPixels(page)) >= 10, "labels are too small at the beginning");
  const nodes = await drawnNodes(page);
  for (const label of ["\u00b1 l4", "resnet\nendpoint", "whisper\nendpoint", "language\ntenant"]) {
    assert.ok(
      nodes.some((node) => node.label.startsWith(label)),
      `${label} is not drawn on its own`,
    );
  }
  const bundle = nodes.find(({ label }) => / more of /.test(label));
  assert.ok(bundle !== undefined, "no bundle");
  await page.getByRole("button", { name: "Fit the whole graph" }).click();
  await clickNode(page, bundle.label);
  const opened = await drawnNodes(page);
  assert.ok(
    opened.every(({ id }) => id !== bundle.id),
    "a click opens the bundle",
  );
  assert.ok(opened.length > nodes.length, "what was in the bundle is drawn");
  await page.getByRole("button", { name: "Home" }).click();
  assert.ok((await labelPixels(page)) >= 10, "labels are too small after Home");
  return `${nodes.length} nodes at first, ${opened.length} with one bundle open`;
}

/** Six reasons stand on the first screen, the others behind a button. */
export async function reasonsUnfold(page: Page): Promise<string> {
  const visible = page.locator(".reasons li:visible");
  const all = await page.locator(".reasons li").count();
  assert.ok(all > 6, `${all} reasons are too few to fold`);
  assert.equal(await visible.count(), 6);
  await page.getByRole("button", { name: `Show all ${all} reasons` }).click();
  assert.equal(await visible.count(), all);
  return `${all} reasons`;
}
