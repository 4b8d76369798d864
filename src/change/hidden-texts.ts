const HIDDEN = "(sensitive)";

/** A shorter text is in too many places to be a copy of a secret. */
const SHORTEST_COPY = 6;

/** A shorter text is in too many words to be looked for inside of them. */
const SHORTEST_WITHIN = 8;

/** Texts that plans mark as sensitive: where providers copy them to what they compute, the plan marks the first alone. */
export class HiddenTexts {
  private readonly texts = new Set<string>();

  /** Those that are looked for inside of others, the longest first, by their first letters. */
  private readonly byBeginning = new Map<string, string[]>();
  private readonly firstLetters = new Set<number>();

  public add(text: string): void {
    if (text.length < SHORTEST_COPY || this.texts.has(text)) {
      return;
    }
    this.texts.add(text);
    if (text.length >= SHORTEST_WITHIN) {
      const beginning = text.slice(0, SHORTEST_WITHIN);
      const others = [...(this.byBeginning.get(beginning) ?? []), text];
      this.byBeginning.set(
        beginning,
        others.sort((one, other) => other.length - one.length),
      );
      this.firstLetters.add(text.charCodeAt(0));
    }
  }

  /** Whether the text is one of them. */
  public has(text: unknown): boolean {
    return typeof text === "string" && this.texts.has(text);
  }

  public get isEmpty(): boolean {
    return this.texts.size === 0;
  }

  /** The text, without those of them that it is, or that are in it. */
  public redacted(text: string): string {
    if (this.texts.has(text)) {
      return HIDDEN;
    }
    let shown = "";
    let from = 0;
    for (let at = 0; this.byBeginning.size > 0 && at + SHORTEST_WITHIN <= text.length; ) {
      const length = this.lengthAt(text, at);
      if (length === 0) {
        at += 1;
      } else {
        shown += text.slice(from, at) + HIDDEN;
        at += length;
        from = at;
      }
    }
    return from === 0 ? text : shown + text.slice(from);
  }

  /** Length of the one that stands there in the text; 0 when none does. */
  private lengthAt(text: string, at: number): number {
    if (!this.firstLetters.has(text.charCodeAt(at))) {
      return 0;
    }
    const candidates = this.byBeginning.get(text.slice(at, at + SHORTEST_WITHIN)) ?? [];
    return candidates.find((candidate) => text.startsWith(candidate, at))?.length ?? 0;
  }
}
