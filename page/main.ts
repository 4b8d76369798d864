import type { PageData } from "../src/change/html/page-data";
import { h } from "./dom";
import { Explorer } from "./explorer";
import { hero, topBar } from "./header";
import { Model } from "./model";
import { Panel } from "./panel";
import type { Context } from "./pieces";
import { aboutSection } from "./sections/about";
import { blastRadiusSection } from "./sections/blast-radius";
import { changesSection, driftSection } from "./sections/changes";
import { costSection } from "./sections/cost";
import { dataLossSection } from "./sections/data-loss";
import { exposureSection } from "./sections/exposure";
import { findingsSection } from "./sections/findings";
import { permissionsSection } from "./sections/permissions";
import { themeSwitch } from "./theme";

/** Draws the report into the page. */
function start(): void {
  const page = document.getElementById("page");
  const block = document.getElementById("report");
  if (page === null || block === null) {
    return;
  }
  const data = JSON.parse(block.textContent ?? "") as PageData;
  // What is read is not needed twice.
  block.remove();
  const model = new Model(data);
  const panel = new Panel(model, {
    onShow: (row) => show(() => explorer.show(row)),
    onNeighbours: (row) => show(() => explorer.showNeighbours(row)),
    onClose: () => explorer.unmark(),
  });
  // On a narrow screen the panel covers what it is asked to show.
  const show = (act: () => void): void => {
    if (innerWidth < 800) {
      panel.close();
    }
    act();
  };
  const open = (row: number, opener: HTMLElement): void => panel.open(row, opener);
  const explorer = new Explorer(model, open);
  const context: Context = { model, open, showPath: (rows) => explorer.showPath(rows) };
  const sections = [
    changesSection(context),
    blastRadiusSection(context, explorer.element),
    exposureSection(context),
    permissionsSection(context),
    dataLossSection(context),
    findingsSection(context),
    costSection(context),
    driftSection(context),
    aboutSection(data),
  ].filter((section) => section !== undefined);
  const parts = sections.map((section) => [section.id, section.querySelector("h2")?.textContent ?? ""] as const);
  page.append(
    topBar(
      data,
      parts,
      themeSwitch(() => explorer.restyle()),
    ),
    h("main", {}, hero(data), ...sections),
    h("footer", { class: "soft" }, `Made by modelkeep ${data.version}. This page asks nothing of any server.`),
    panel.element,
  );
  explorer.start();
  document.documentElement.classList.add("ready");
}

start();
