/** A pattern that RE2 does not take. The message continues a sentence: `the pattern uses lookaround`. */
export class PatternError extends Error {}

const CATEGORY = /^(?:C[cfnos]?|L[lmotu]?|M[cen]?|N[dlo]?|P[cdefios]?|S[ckmo]?|Z[lps]?)$/;
const REPETITION = /^\{(\d+)(?:(,)(\d*))?\}/;
const MOST_REPETITIONS = 1000;
const SPACES = "\\t\\n\\f\\r ";
const NO_SPACES = "\\0-\\x08\\x0b\\x0e-\\x1f!-\\u{10ffff}";
const BEGIN = "(?<![\\s\\S])";
const END = "(?![\\s\\S])";

const POSIX: Readonly<Record<string, string>> = {
  alnum: "0-9A-Za-z",
  alpha: "A-Za-z",
  ascii: "\\x00-\\x7f",
  blank: "\\t ",
  cntrl: "\\x00-\\x1f\\x7f",
  digit: "0-9",
  graph: "!-~",
  lower: "a-z",
  print: " -~",
  punct: "!-\\/:-@\\[-`\\{-~",
  space: "\\t\\n\\v\\f\\r ",
  upper: "A-Z",
  word: "0-9A-Za-z_",
  xdigit: "0-9A-Fa-f",
};

const POSIX_MEMBERS: ReadonlySet<string> = new Set(Object.values(POSIX));

/**
 * A JavaScript expression that matches what RE2 matches with the pattern, for `matches` of CEL is RE2.
 *
 * Throws a {@link PatternError} for what RE2 refuses (lookaround, backreferences) and for the little of RE2 that
 * JavaScript cannot say: flags in the middle of a pattern.
 */
export function re2(pattern: string): RegExp {
  const { source, ignoreCase } = new Translator(pattern).translate();
  try {
    return new RegExp(source, ignoreCase ? "iu" : "u");
  } catch {
    throw new PatternError("is not a regular expression");
  }
}

class Translator {
  private at = 0;
  private ignoreCase = false;
  private multiLine = false;
  private dotAll = false;

  constructor(private readonly pattern: string) {}

  translate(): { source: string; ignoreCase: boolean } {
    this.leadingFlags();
    let source = "";
    while (this.at < this.pattern.length) {
      source += this.next();
    }
    return { source, ignoreCase: this.ignoreCase };
  }

  private leadingFlags(): void {
    const flags = /^\(\?([a-zA-Z]+)\)/.exec(this.pattern);
    if (flags === null) {
      return;
    }
    for (const flag of flags[1] ?? "") {
      if (!"ims".includes(flag)) {
        throw new PatternError(`uses flag ${flag}`);
      }
      this.ignoreCase ||= flag === "i";
      this.multiLine ||= flag === "m";
      this.dotAll ||= flag === "s";
    }
    this.at = flags[0].length;
  }

  private next(): string {
    const character = this.take();
    switch (character) {
      case "\\":
        return this.escape();
      case "[":
        return this.set();
      case "(":
        return this.group();
      case ".":
        return this.dotAll ? "[\\s\\S]" : "[^\\n]";
      case "^":
        return this.multiLine ? `(?:${BEGIN}|(?<=\\n))` : BEGIN;
      case "$":
        return this.multiLine ? `(?:${END}|(?=\\n))` : END;
      case "{":
        return this.repetition();
      case "]":
      case "}":
        return `\\${character}`;
      default:
        return character;
    }
  }

  /** One code point, so that a character beyond the basic plane stays whole. */
  private take(): string {
    const point = this.pattern.codePointAt(this.at);
    if (point === undefined) {
      throw new PatternError("ends too early");
    }
    const character = String.fromCodePoint(point);
    this.at += character.length;
    return character;
  }

  /** Braces that are no repetition are plain characters. */
  private repetition(): string {
    const found = REPETITION.exec(this.pattern.slice(this.at - 1));
    if (found === null) {
      return "\\{";
    }
    if (Number(found[1]) > MOST_REPETITIONS || Number(found[3] ?? 0) > MOST_REPETITIONS) {
      throw new PatternError(`repeats more than ${MOST_REPETITIONS} times`);
    }
    this.at += found[0].length - 1;
    return found[0];
  }

  private group(): string {
    if (this.pattern[this.at] !== "?") {
      return "(";
    }
    const head = /^\?(?:P?<([A-Za-z_][A-Za-z0-9_]*)>|:)/.exec(this.pattern.slice(this.at));
    if (head !== null) {
      this.at += head[0].length;
      return head[1] === undefined ? "(?:" : `(?<${head[1]}>`;
    }
    throw new PatternError(
      /^\?<?[=!]/.test(this.pattern.slice(this.at)) ? "uses lookaround" : "uses flags or a group inside of the pattern",
    );
  }

  private escape(): string {
    const character = this.take();
    switch (character) {
      case "A":
        return BEGIN;
      case "z":
        return END;
      case "b":
      case "B":
        // With both flags i and u, JavaScript takes two letters beyond ASCII for word characters; RE2 does not.
        return `\\${character}`;
      case "s":
        return `[${SPACES}]`;
      case "S":
        return `[^${SPACES}]`;
      case "Q":
        return this.quoted();
      default:
        return this.characterEscape(character);
    }
  }

  /** `\Q...\E` */
  private quoted(): string {
    const end = this.pattern.indexOf("\\E", this.at);
    const text = this.pattern.slice(this.at, end === -1 ? undefined : end);
    this.at = end === -1 ? this.pattern.length : end + 2;
    return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  }

  /** Escapes that mean the same within a set and outside. */
  private characterEscape(character: string): string {
    if (/[1-9]/.test(character) || character === "k") {
      throw new PatternError("uses a backreference");
    }
    if (/[dDwWfnrtv]/.test(character)) {
      return `\\${character}`;
    }
    switch (character) {
      case "a":
        return "\\x07";
      case "x":
        return this.hexadecimal();
      case "p":
      case "P":
        return this.property(character);
    }
    if (/[!-/:-@[-`{-~]/.test(character)) {
      return /[\^$\\.*+?()[\]{}|/-]/.test(character) ? hexadecimalOf(character) : character;
    }
    throw new PatternError(`uses escape \\${character}`);
  }

  private hexadecimal(): string {
    const found = /^(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]+)\})/.exec(this.pattern.slice(this.at));
    if (found === null) {
      throw new PatternError("has an incomplete escape \\x");
    }
    this.at += found[0].length;
    return `\\u{${found[1] ?? found[2]}}`;
  }

  private property(letter: string): string {
    const found = /^(?:([A-Z])|\{(\^?)([A-Za-z_]+)\})/.exec(this.pattern.slice(this.at));
    if (found === null) {
      throw new PatternError(`has an incomplete escape \\${letter}`);
    }
    this.at += found[0].length;
    const name = found[1] ?? found[3] ?? "";
    const negated = (letter === "P") !== (found[2] === "^");
    return `\\${negated ? "P" : "p"}{${CATEGORY.test(name) ? name : `Script=${name}`}}`;
  }

  private set(): string {
    let source = "[";
    if (this.pattern[this.at] === "^") {
      this.at += 1;
      source += "^";
    }
    let afterSet = false;
    for (let first = true; ; first = false) {
      if (this.at >= this.pattern.length) {
        throw new PatternError("has a set without an end");
      }
      const character = this.take();
      if (character === "]" && !first) {
        return `${source}]`;
      }
      // After a set such as \s, a hyphen begins no range: it is a hyphen.
      const member: string = character === "-" && afterSet ? "\\-" : this.member(character);
      afterSet = member === SPACES || member === NO_SPACES || /^\\[dDwWpP]/.test(member) || POSIX_MEMBERS.has(member);
      source += member;
    }
  }

  private member(character: string): string {
    if (character === "[") {
      return this.posix() ?? "\\[";
    }
    if (character === "]") {
      return "\\]";
    }
    if (character !== "\\") {
      return character;
    }
    const escaped = this.take();
    switch (escaped) {
      case "s":
        return SPACES;
      case "S":
        return NO_SPACES;
      default:
        return this.characterEscape(escaped);
    }
  }

  /** `[:alpha:]` within a set. */
  private posix(): string | undefined {
    const found = /^:(\^?)([a-z]+):\]/.exec(this.pattern.slice(this.at));
    if (found === null) {
      return undefined;
    }
    const members = Object.hasOwn(POSIX, found[2] ?? "") ? POSIX[found[2] ?? ""] : undefined;
    if (members === undefined || found[1] === "^") {
      throw new PatternError(`uses the set [${found[0]}`);
    }
    this.at += found[0].length;
    return members;
  }
}

/** Written as a number, a character means itself within a set and outside. */
function hexadecimalOf(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
}
