import type { Finding, WaivedFinding } from "../judgement";

/** `9,990`, in every locale. */
export function digits(amount: number): string {
  return String(amount).replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
}

/** `1 finding`, `3 findings`. */
export function count(amount: number, noun: string): string {
  return `${digits(amount)} ${noun}${amount === 1 ? "" : "s"}`;
}

/** Where the rest is, said when a report leaves something out. */
export function andMore(amount: number): string {
  return `and ${digits(amount)} more (see --format json)`;
}

/** `main.tf:12`; empty when the file is not known. */
export function place({ file, line }: Finding): string {
  return file !== "" && line !== undefined ? `${file}:${line}` : file;
}

/** Why a finding is waived, by whom and until when. */
export function waiverSentence({ waiver }: WaivedFinding): string {
  return `waived until ${waiver.expires} by ${waiver.owner}: ${waiver.reason}`;
}

/**
 * The text on one line, and inert: names come from files of others, and control characters drive terminals, line feeds
 * forge lines, and bidirectional overrides show another name than the one that is there.
 */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, (character) => {
    const named = { "\n": "\\n", "\r": "\\r", "\t": "\\t" }[character];
    return named ?? unicodeEscape(character);
  });
}

/** JSON whose strings show what is in them: what turns the direction of a text around is escaped. */
export function visibleJson(json: string): string {
  return json.replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, unicodeEscape);
}

/** `\u001b`, for what must not or cannot be written as it is. */
export function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** The text, at most so many characters long; never cut within a surrogate pair. */
export function cut(text: string, longest: number): string {
  if (text.length <= longest) {
    return text;
  }
  const end = /[\ud800-\udbff]/.test(text.charAt(longest - 4)) ? longest - 4 : longest - 3;
  return `${text.slice(0, end)}...`;
}
