import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The program of the page and its style sheet, as they stand in the file. */
export interface PageAsset {
  readonly script: string;
  readonly style: string;
}

/** Name of the built asset; in the package it is beside the file of the command. */
export const PAGE_ASSET = "change-page.json";

let asset: PageAsset | undefined;

/** What `page/` was built to: read from the package, or built on the way from the source tree. */
export function pageAsset(): PageAsset {
  asset ??= JSON.parse(readFileSync(assetFile(), "utf8")) as PageAsset;
  return asset;
}

function assetFile(): string {
  const packed = join(__dirname, PAGE_ASSET);
  return existsSync(packed) ? packed : builtFromSource();
}

/** Only who works on modelkeep comes here. A process of its own, for esbuild is of no use to the command. */
function builtFromSource(): string {
  const script = join(__dirname, "..", "..", "..", "scripts", "page.mjs");
  return execFileSync(process.execPath, [script, "--cached"], { encoding: "utf8" }).trim();
}
