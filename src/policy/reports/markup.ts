import { createHash } from "node:crypto";
import { printable } from "./wording";

/** The text as HTML shows it: nothing in it is markup, and nothing of it cannot be printed. */
export function escaped(text: string): string {
  return printable(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

export function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** What a content security policy calls the one text that it lets run, or style the page. */
export function integrity(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
