import { HclScanner, heredocAt } from "./hcl-scan";
import { InputError } from "./input-error";

/** Levels of brackets; beyond them a text is no configuration; the parser would exhaust its stack on it. */
const deepestLevel = 200;

/** Operators that may follow each other before a comma or the next argument; names with hyphens count as well. */
const mostOperators = 1_000;

/** The parser is a Go program: if it dies, it says nothing, and the wait for it would never end. */
const longestParse = 60_000;

const inParserName = "hcl";
const diagnosis = /hcl:(\d+),(\d+)-[\d,]+: (.*?)(?= hcl:\d+,\d+-|\]?$)/s;

/**
 * The content of one HCL file in the shape of Terraform's JSON syntax: `{ resource: { type: { name: [{ ... }] } } }`.
 *
 * @param file the path as the user named it
 * @throws InputError with line and column when the text is not HCL
 */
export async function parseHcl(file: string, text: string): Promise<Record<string, unknown>> {
  checkDepth(file, text);
  // Loaded here because unpacking the parser takes longer than most checks of plans.
  const { parse } = await import("@cdktf/hcl2json");
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new InputError(file, "cannot be parsed: the HCL parser stopped")), longestParse);
  });
  try {
    return await Promise.race([parse(inParserName, text), tooLong]);
  } catch (error) {
    throw error instanceof InputError ? error : parseError(file, error);
  } finally {
    clearTimeout(timer);
  }
}

function checkDepth(file: string, text: string): void {
  const at = tooDeepAt(new HclScanner(text, 0));
  if (at !== undefined) {
    throw new InputError(
      `${file}:${lineAt(text, at)}`,
      `nests deeper than ${deepestLevel} brackets or ${mostOperators} operators`,
    );
  }
}

/** Where brackets, or operators that each take the rest of the expression, nest too deep; undefined if nowhere. */
function tooDeepAt(scanner: HclScanner): number | undefined {
  const { text } = scanner;
  let operators = 0;
  while (!scanner.done) {
    const { at } = scanner;
    const char = text[at] ?? "";
    if (!scanner.inString) {
      const isAssignment = char === "=" && !"=!<>".includes(text[at - 1] ?? " ") && !"=>".includes(text[at + 1] ?? " ");
      operators = char === "," || isAssignment ? 0 : operators + ("-!?".includes(char) ? 1 : 0);
      // In a heredoc only templates count, as in a string; it has neither quotes nor escapes.
      const heredoc = heredocAt(text, at)?.body.replaceAll(/["\\]/g, " ");
      if (heredoc !== undefined && tooDeepAt(new HclScanner(heredoc, 0, ['"'])) !== undefined) {
        return at;
      }
    }
    scanner.advance();
    if (scanner.depth > deepestLevel || operators > mostOperators) {
      return at;
    }
  }
  return undefined;
}

function lineAt(text: string, at: number): number {
  return text.slice(0, at).split("\n").length;
}

/** The first diagnosis of the parser, which puts all of them into one message. */
function parseError(file: string, error: unknown): InputError {
  const message = error instanceof Error ? error.message : String(error);
  const [, line, column, problem] = diagnosis.exec(message) ?? [];
  return problem === undefined
    ? new InputError(file, `cannot be parsed as HCL: ${message}`)
    : new InputError(`${file}:${line}:${column}`, problem);
}
