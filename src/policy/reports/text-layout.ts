/**
 * Words of the text on lines of at most so many columns. A word that is longer than a line (an address, a path) is broken
 * after one of its separators, or where the line ends.
 */
export function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((each) => broken(each, columns))) {
    if (line === "") {
      line = word;
    } else if (columnsOf(line) + 1 + columnsOf(word) <= columns) {
      line += ` ${word}`;
    } else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

/** Pieces of the word that fit a line. */
function broken(word: string, columns: number): readonly string[] {
  const pieces: string[] = [];
  let rest = [...word];
  while (rest.length > columns) {
    const head = rest.slice(0, columns).join("");
    const separator = Math.max(...["/", ".", "_", "-", ",", ":"].map((each) => head.lastIndexOf(each)));
    const end = separator < columns / 2 ? columns : [...head.slice(0, separator + 1)].length;
    pieces.push(rest.slice(0, end).join(""));
    rest = rest.slice(end);
  }
  return [...pieces, rest.join("")];
}

/** The text wrapped below a label, as in `Remedy  Set it to true.`, with its later lines under the first. */
export function labelled(label: string, text: string, indent: number, columns: number, labelColumns: number): string[] {
  const hang = indent + labelColumns;
  return wrap(text, Math.max(20, columns - hang)).map((line, index) =>
    index === 0 ? `${" ".repeat(indent)}${label.padEnd(labelColumns)}${line}` : `${" ".repeat(hang)}${line}`,
  );
}

/** Rows as columns: the first flush left, the others (numbers) flush right. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, columnsOf(cell));
    });
  }
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const gap = " ".repeat((widths[column] ?? 0) - columnsOf(cell));
        return column === 0 ? cell + gap : gap + cell;
      })
      .join("  ")
      .trimEnd(),
  );
}

/** A code point is a column, which is near enough for names and paths. */
function columnsOf(text: string): number {
  return [...text].length;
}
