/**
 * Whether the text is one that the pattern stands for: `*` is any run of characters, `?` is any one. Steps back to the last star
 * alone, so it takes no exponential time.
 *
 * @param isOne which letters of the text `?` stands for; all of them, unless the text is a pattern itself
 */
export function wildcardMatches(
  pattern: string,
  text: string,
  isOne: (letter: string | undefined) => boolean = () => true,
): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let position = 0; position < text.length; ) {
    const [wanted, letter] = [pattern[at], text[position]];
    if (wanted === "*") {
      star = at++;
      resume = position;
    } else if (wanted === letter || (wanted === "?" && isOne(letter))) {
      at++;
      position++;
    } else if (star >= 0) {
      at = star + 1;
      position = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[at] === "*") {
    at++;
  }
  return at === pattern.length;
}
