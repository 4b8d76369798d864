import { digits } from "../../policy/reports/wording";

/** GitHub refuses comments above 65,536 characters; bytes are counted, for there are never fewer of them. */
export const LONGEST_COMMENT = 64_900;

/** Room for the sentence that tells what was cut. */
const NOTE = 120;

/** How long a text is when it is sent. */
export function bytesOf(text: string): number {
  return Buffer.byteLength(text, "utf8");
}

/** The first lines that have room, and how many have not. */
export interface Fitted {
  readonly text: string;
  readonly shown: number;
  readonly left: number;
}

/** The first lines that have room; once one has not, none after it has: what is shown is the worst, without gaps. */
export function fitted(lines: Iterable<string>, amount: number, room: number): Fitted {
  const shown: string[] = [];
  let used = NOTE;
  for (const line of lines) {
    used += bytesOf(line);
    if (used > room) {
      break;
    }
    shown.push(line);
  }
  return { text: shown.join(""), shown: shown.length, left: amount - shown.length };
}

/** What was cut, said; nothing where nothing was. */
export function leftOut({ shown, left }: Fitted, noun: string): string {
  if (left === 0) {
    return "";
  }
  const of = digits(shown + left);
  return `\n${digits(left)} of ${of} ${noun} not shown, the least important (see --format json).\n`;
}
