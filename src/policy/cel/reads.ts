import type { CelNode } from "./node";

/** Names of `self` that an expression reads, each once, in the order of the expression. */
export function readsOfSelf(node: CelNode): readonly string[] {
  const names = new Set<string>();
  collect(node, names, false);
  return [...names];
}

/** @param shadowed whether a macro around the node has a variable called self */
function collect(node: CelNode, names: Set<string>, shadowed: boolean): void {
  const field = fieldOfSelf(node);
  if (field !== undefined && !shadowed) {
    names.add(field);
  }
  if (node.kind === "comprehension") {
    collect(node.range, names, shadowed);
    const inner = shadowed || node.variable === "self";
    for (const child of node.filter === undefined ? [node.body] : [node.filter, node.body]) {
      collect(child, names, inner);
    }
    return;
  }
  for (const child of childrenOf(node)) {
    collect(child, names, shadowed);
  }
}

function fieldOfSelf(node: CelNode): string | undefined {
  if (node.kind !== "select" && node.kind !== "has" && node.kind !== "index") {
    return undefined;
  }
  if (node.operand.kind !== "identifier" || node.operand.name !== "self") {
    return undefined;
  }
  if (node.kind !== "index") {
    return node.field;
  }
  return node.index.kind === "literal" && typeof node.index.value === "string" ? node.index.value : undefined;
}

/** Nodes right below a node, in the order of the expression. */
function childrenOf(node: Exclude<CelNode, { kind: "comprehension" }>): readonly CelNode[] {
  switch (node.kind) {
    case "literal":
    case "identifier":
      return [];
    case "list":
      return node.elements;
    case "map":
      return node.entries.flatMap(({ key, value }) => [key, value]);
    case "select":
    case "has":
    case "not":
    case "negate":
      return [node.operand];
    case "index":
      return [node.operand, node.index];
    case "conditional":
      return [node.condition, node.whenTrue, node.whenFalse];
    case "call":
      return node.receiver === undefined ? node.arguments : [node.receiver, ...node.arguments];
    default:
      return [node.left, node.right];
  }
}
