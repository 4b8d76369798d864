/** A node of the drawing before it is laid out. */
export interface Drawn {
  readonly id: string;
  readonly parent?: string;
}

/** An edge of the drawing, in the direction in which a change travels. */
export interface Link {
  readonly source: string;
  readonly target: string;
}

/** A column with more nodes than this is folded, where nothing else is asked for. */
const TALLEST = 6;

/**
 * Links that nobody sees. The layout puts everything that nothing comes after into one column, however tall; these make
 * such nodes of one parent follow one another in rows, so that they fill a block.
 */
export function foldingLinks(nodes: readonly Drawn[], links: readonly Link[], tallest = TALLEST): readonly Link[] {
  const goesOn = new Set(links.map(({ source }) => source));
  const comesFrom = new Map<string, string>();
  for (const { source, target } of links) {
    comesFrom.set(target, comesFrom.has(target) ? "several" : source);
  }
  const blocks = new Map<string, string[]>();
  for (const { id, parent = "" } of nodes) {
    if (!goesOn.has(id)) {
      const key = `${parent}\u0000${comesFrom.get(id) ?? ""}`;
      const block = blocks.get(key) ?? [];
      blocks.set(key, block);
      block.push(id);
    }
  }
  return [...blocks.values()].flatMap((block) => {
    const height = Math.max(tallest, Math.ceil(Math.sqrt(block.length)));
    return block.slice(height).map((target, index) => ({ source: block[index] ?? target, target }));
  });
}
