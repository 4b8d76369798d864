import { wildcardMatches } from "../../estate/wildcards";

/** Whether everything that the one pattern stands for is also what the other stands for: `s3:*` covers `s3:Get*`. */
export function patternCovers(wide: string, narrow: string): boolean {
  if (wide === narrow || wide === "*") {
    return true;
  }
  if (!/[*?]/.test(wide)) {
    return false;
  }
  // The star of the narrow pattern is a letter that only a star of the wide one stands for.
  return wildcardMatches(wide, narrow, (letter) => letter !== "*");
}

/** Patterns are ARNs: longer ones are compared by their beginnings, so that no input makes this slow. */
const LONGEST = 512;

/** Whether something is what both patterns stand for. */
export function patternsMeet(one: string, other: string): boolean {
  // Most patterns are of different things, and begin differently.
  const [begins, otherBegins] = [beginning(one), beginning(other)];
  if (!begins.startsWith(otherBegins) && !otherBegins.startsWith(begins)) {
    return false;
  }
  if (patternCovers(one, other) || patternCovers(other, one)) {
    return true;
  }
  if (!/[*?]/.test(one) || !/[*?]/.test(other)) {
    return false;
  }
  const [a, b] = [one.slice(0, LONGEST), other.slice(0, LONGEST)];
  // Row by row: whether the rest of the one and the rest of the other have a text in common.
  let below = meetsNothing(b);
  for (let i = a.length - 1; i >= 0; i--) {
    const row: boolean[] = new Array<boolean>(b.length + 1).fill(false);
    row[b.length] = a[i] === "*" && below[b.length] === true;
    for (let j = b.length - 1; j >= 0; j--) {
      // A star stands for nothing, or for what is next in the other pattern.
      row[j] =
        a[i] === "*" || b[j] === "*"
          ? below[j] === true || row[j + 1] === true
          : (a[i] === b[j] || a[i] === "?" || b[j] === "?") && below[j + 1] === true;
    }
    below = row;
  }
  return below[0] === true;
}

/** What stands before the first wildcard. */
function beginning(pattern: string): string {
  const end = pattern.search(/[*?]/);
  return end < 0 ? pattern : pattern.slice(0, end);
}

/** What of the pattern can be nothing: its rest from each place, when all that is left are stars. */
function meetsNothing(pattern: string): boolean[] {
  const row: boolean[] = new Array<boolean>(pattern.length + 1).fill(false);
  row[pattern.length] = true;
  for (let at = pattern.length - 1; at >= 0 && pattern[at] === "*"; at--) {
    row[at] = true;
  }
  return row;
}
