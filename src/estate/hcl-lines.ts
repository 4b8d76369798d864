import { endOfComment, HclScanner } from "./hcl-scan";

const identifier = /[\p{L}_][\p{L}\p{N}_-]*/uy;
const label = /"([^"\\\n]*)"/y;

/**
 * Lines of the blocks at the top of an HCL file, by what they declare: `resource.aws_s3_bucket.models`, `module.vpc`.
 * The parser does not give them. The first one counts.
 */
export function blockLines(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  const scanner = new HclScanner(text, 0);
  let line = 1;
  let counted = 0;
  while (!scanner.done) {
    const start = scanner.at;
    const header = scanner.depth === 0 ? headerAt(text, start) : undefined;
    if (header === undefined) {
      scanner.advance();
      continue;
    }
    for (; counted < start; counted++) {
      line += text[counted] === "\n" ? 1 : 0;
    }
    if (header.isBlock && !lines.has(header.words)) {
      lines.set(header.words, line);
    }
    scanner.at = header.end;
  }
  return lines;
}

/** Type and labels that begin at the place, up to the brace; undefined when no word begins there. */
function headerAt(text: string, start: number): { words: string; isBlock: boolean; end: number } | undefined {
  const type = take(identifier, text, start);
  if (type === undefined) {
    return undefined;
  }
  const words = [type[0]];
  for (let end = start + type[0].length; ; ) {
    const char = text[end];
    const skipped = char === " " || char === "\t" ? end + 1 : char === "/" ? endOfComment(text, end) : undefined;
    const word = skipped === undefined ? (take(label, text, end) ?? take(identifier, text, end)) : undefined;
    if (skipped === undefined && word === undefined) {
      return { words: words.join("."), isBlock: char === "{", end };
    }
    if (word !== undefined) {
      words.push(word[1] ?? word[0]);
    }
    end = skipped ?? end + (word?.[0].length ?? 0);
  }
}

function take(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}
