// Bundles the browser program of the HTML change report: `page/` to one JSON file with its script and its style sheet.
// `node scripts/page.mjs [--cached | OUTFILE]` prints the path of the file; with --cached it is built once for each state of the sources.
import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/** Libraries whose code the page holds: their licences travel with it. */
const BUNDLED = ["cytoscape", "cytoscape-dagre"];

/** dagre comes inside cytoscape-dagre, without its licence. */
const DAGRE = `@dagrejs/dagre and @dagrejs/graphlib
Copyright (c) 2012-2014 Chris Pettitt. MIT licence: the terms are those above.`;

/** Builds the page and writes its asset. */
export async function buildPage(outfile) {
  const options = {
    bundle: true,
    write: false,
    minify: true,
    target: "es2022",
    logLevel: "warning",
    absWorkingDir: root,
  };
  const [script, style] = await Promise.all([
    build({ ...options, entryPoints: ["page/main.ts"], format: "iife", platform: "browser", legalComments: "inline" }),
    build({ ...options, entryPoints: ["page/style/main.css"] }),
  ]);
  const asset = { script: `${licences()}\n${script.outputFiles[0].text}`, style: style.outputFiles[0].text };
  for (const [name, text] of Object.entries(asset)) {
    // Both stand in markup as they are.
    if (/<\/(?:script|style)|<!--/i.test(text)) throw new Error(`the ${name} of the page would end its own element`);
  }
  mkdirSync(dirname(outfile), { recursive: true });
  // Several tests may build at once, and none may read a half.
  const draft = `${outfile}.${randomUUID()}`;
  writeFileSync(draft, JSON.stringify(asset));
  renameSync(draft, outfile);
}

function licences() {
  const texts = BUNDLED.map(
    (name) => `${name}\n${readFileSync(join(root, "node_modules", name, "LICENSE"), "utf8").trim()}`,
  );
  return `/*!\nThis page holds these libraries.\n\n${[...texts, DAGRE].join("\n\n")}\n*/`;
}

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** Where the asset of these sources is, built when it is not there. */
async function cached() {
  const hash = createHash("sha256");
  const files = [
    ...sources(join(root, "page")),
    join(root, "src/change/html/page-data.ts"),
    fileURLToPath(import.meta.url),
  ];
  for (const file of [...files, ...BUNDLED.map((name) => join(root, "node_modules", name, "package.json"))]) {
    hash.update(file).update(readFileSync(file));
  }
  const outfile = join(root, ".cache", "page", `${hash.digest("hex").slice(0, 16)}.json`);
  if (!existsSync(outfile)) await buildPage(outfile);
  return outfile;
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [argument] = process.argv.slice(2);
  const outfile = argument === undefined || argument === "--cached" ? await cached() : resolve(argument);
  if (argument !== undefined && argument !== "--cached") await buildPage(outfile);
  console.log(outfile);
}
