import { cut, printable } from "./wording";

/** A cell or a list item is not the place for a whole policy document. */
const LONGEST = 300;

/** A name as code: GitHub neither formats it nor mentions anyone in it. */
export function code(text: string): string {
  const plain = cut(printable(text), LONGEST);
  if (plain.trim() === "") {
    return "-";
  }
  // A pipe ends a cell within a code span too, and a backtick ends the span.
  return /[`|]/.test(plain) ? `<code>${entities(plain)}</code>` : `\`${plain}\``;
}

/** Words of others as words: no formatting, no HTML, no links, no mentions, no references to issues. */
export function prose(text: string): string {
  return entities(cut(printable(text), LONGEST));
}

function entities(text: string): string {
  return text
    .replaceAll(/[&<>`*[\]|~\\$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, (character) => `&#${character.charCodeAt(0)};`)
    .replaceAll("://", "&#58;//")
    .replaceAll(/\bwww\./gi, (www) => `${www.slice(0, -1)}&#46;`)
    .replaceAll("@", "@&#8203;")
    .replaceAll(/(?<!&)#(?=\d)/g, "#&#8203;");
}
