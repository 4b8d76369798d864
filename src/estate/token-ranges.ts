import type { Token } from "./template";

/** Index of the token that closes the bracket at the index; the index itself when no bracket opens there. */
export function closing(tokens: readonly Token[], index: number): number {
  const token = tokens[index];
  if (token?.kind !== "mark" || token.closedBy === undefined) {
    return index;
  }
  return tokens.indexOf(token.closedBy, index + 1);
}

/** Whether the token is the mark. */
export function isMark(token: Token | undefined, ...marks: readonly string[]): boolean {
  return token?.kind === "mark" && marks.includes(token.text);
}

/** Index of the first such mark that stands in no bracket; -1 when there is none. */
export function topLevel(tokens: readonly Token[], mark: string, from = 0): number {
  for (let index = from; index < tokens.length; index = closing(tokens, index) + 1) {
    if (isMark(tokens[index], mark)) {
      return index;
    }
  }
  return -1;
}

/** Members between commas, and between lines too where lines separate them: in objects. */
export function split(tokens: readonly Token[], byLine: boolean): readonly (readonly Token[])[] {
  const members: (readonly Token[])[] = [];
  let start = 0;
  for (let index = 0; index < tokens.length; index = closing(tokens, index) + 1) {
    const token = tokens[index];
    const comma = isMark(token, ",");
    if (comma || (byLine && token?.startsLine === true)) {
      members.push(tokens.slice(start, index));
      start = comma ? index + 1 : index;
    }
  }
  return [...members, tokens.slice(start)].filter((member) => member.length > 0);
}
