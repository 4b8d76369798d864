import type { DependencyGraph } from "./dependency-graph";

/** Targets that are counted at once: the bits of a number. */
export const AT_ONCE = 32;

/**
 * Which of the targets each source reaches along what depends on it. A walk from every source would take sources times resources:
 * the sets are handed down from what depends to what is depended on instead, 32 targets at once.
 *
 * @param targets the nodes that are each target
 * @param visit is called for each source that reaches some of 32 targets: the number of the first of them, and a set of bits
 */
export function eachReach(
  graph: DependencyGraph,
  sources: readonly number[],
  targets: readonly (readonly number[])[],
  visit: (source: number, first: number, bits: number) => void,
): void {
  const order = new Components(graph);
  const starts = sources.map((source) => [source, startsOf(graph, source)] as const);
  for (let first = 0; first < targets.length; first += AT_ONCE) {
    if (targets.slice(first, first + AT_ONCE).every(({ length }) => length === 0)) {
      continue;
    }
    const seeds = new Int32Array(graph.size);
    for (const [bit, members] of targets.slice(first, first + AT_ONCE).entries()) {
      for (const member of members) {
        seeds[member] = (seeds[member] ?? 0) | (1 << bit);
      }
    }
    const passed = order.handedDown(seeds);
    for (const [source, nodes] of starts) {
      let bits = 0;
      for (const node of nodes) {
        bits |= passed(node);
      }
      if (bits !== 0) {
        visit(source, first, bits);
      }
    }
  }
}

/** The source, and what it is a setting of, through groups too: from there on the change is felt like any other. */
function startsOf(graph: DependencyGraph, source: number): readonly number[] {
  const starts = new Set([source]);
  const here = new Set([source]);
  for (const node of here) {
    for (const { from, isSetting } of graph.edgesTo(node)) {
      if (graph.isPassage(from)) {
        here.add(from);
        starts.add(from);
      } else if (isSetting) {
        starts.add(from);
      }
    }
  }
  return [...starts];
}

/** Strongly connected components, those first that nothing outside of them depends on (Tarjan, without recursion). */
class Components {
  private readonly componentOf: Int32Array;

  /** Nodes by component, in the order in which they are handed down. */
  private readonly ordered: number[] = [];
  private count = 0;

  /** Where the components above each of the ordered nodes begin, and those components. */
  private firstAbove = new Int32Array(0);
  private above = new Int32Array(0);

  constructor(private readonly graph: DependencyGraph) {
    this.componentOf = new Int32Array(graph.size).fill(-1);
    const index = new Int32Array(graph.size).fill(-1);
    const low = new Int32Array(graph.size);
    const open: number[] = [];
    let next = 0;
    for (let root = 0; root < graph.size; root += 1) {
      if (index[root] !== -1) {
        continue;
      }
      const calls: { readonly node: number; at: number }[] = [{ node: root, at: 0 }];
      for (let call = calls.at(-1); call !== undefined; call = calls.at(-1)) {
        const { node } = call;
        if (call.at === 0) {
          index[node] = next;
          low[node] = next;
          next += 1;
          open.push(node);
        }
        const edge = graph.edgesTo(node)[call.at];
        call.at += 1;
        if (edge === undefined) {
          calls.pop();
          this.close(node, index, low, open);
          const parent = calls.at(-1)?.node;
          if (parent !== undefined) {
            low[parent] = Math.min(low[parent] ?? 0, low[node] ?? 0);
          }
        } else if (!edge.isSetting) {
          if (index[edge.from] === -1) {
            calls.push({ node: edge.from, at: 0 });
          } else if (this.componentOf[edge.from] === -1) {
            low[node] = Math.min(low[node] ?? 0, index[edge.from] ?? 0);
          }
        }
      }
    }
    this.listAbove();
  }

  /** What each node has itself, or something that depends on it has. */
  public handedDown(seeds: Int32Array): (node: number) => number {
    const bits = new Int32Array(this.count);
    const { componentOf, ordered, firstAbove, above } = this;
    for (let at = 0; at < ordered.length; at += 1) {
      const node = ordered[at] ?? 0;
      const component = componentOf[node] ?? 0;
      let all = (bits[component] ?? 0) | (seeds[node] ?? 0);
      const end = firstAbove[at + 1] ?? 0;
      for (let next = firstAbove[at] ?? 0; next < end; next += 1) {
        // What depends was closed before; what is of this component is counted with it.
        all |= bits[above[next] ?? 0] ?? 0;
      }
      bits[component] = all;
    }
    return (node) => bits[componentOf[node] ?? 0] ?? 0;
  }

  /** Components of what depends on each node, in the order of the nodes: every 32 targets ask again. */
  private listAbove(): void {
    const above: number[] = [];
    this.firstAbove = new Int32Array(this.ordered.length + 1);
    for (const [at, node] of this.ordered.entries()) {
      for (const { from, isSetting } of this.graph.edgesTo(node)) {
        if (!isSetting && this.componentOf[from] !== this.componentOf[node]) {
          above.push(this.componentOf[from] ?? 0);
        }
      }
      this.firstAbove[at + 1] = above.length;
    }
    this.above = Int32Array.from(above);
  }

  private close(node: number, index: Int32Array, low: Int32Array, open: number[]): void {
    if (low[node] !== index[node]) {
      return;
    }
    for (let member = open.pop(); member !== undefined; member = open.pop()) {
      this.componentOf[member] = this.count;
      this.ordered.push(member);
      if (member === node) {
        break;
      }
    }
    this.count += 1;
  }
}
