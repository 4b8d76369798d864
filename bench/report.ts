/** Prints rows below their headings, each column as wide as its widest cell. */
export function printTable(headings: readonly string[], rows: readonly (readonly string[])[]): void {
  const lines = [headings, ...rows];
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  for (const line of lines) {
    console.log(line.map((cell, column) => cell.padStart(widths[column] ?? 0)).join("  "));
  }
}

/** What there is to say of a measured figure and its budget. */
export function verdict(figure: number, budget: number): string {
  return figure <= budget ? `within budget ${budget}` : `over budget ${budget}`;
}
