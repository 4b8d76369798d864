import { isObject, member } from "./terraform-json";

/** A block `moved`: what the state has at the one address is at the other one from then on. */
export interface StateMove {
  readonly from: string;
  readonly to: string;
}

/** What a configuration asks of the state beside its resources, as far as the addresses are literal. */
export interface StateEdits {
  /** Blocks `moved`: of resources, of their instances, and of modules. */
  readonly moved: readonly StateMove[];

  /** Blocks `removed` that destroy nothing: addresses of resources and modules that the state forgets. */
  readonly removed: readonly string[];

  /** Blocks `import`. The id is empty where it is not literal. */
  readonly imported: readonly { readonly to: string; readonly id: string }[];
}

/** Names and literal keys: `module.a["x"].aws_s3_bucket.b[0]`. */
const LITERAL = /^[\w-]+(?:\.[\w-]+|\[(?:\d+|"(?:[^"\\$%]|\\.)*")\])+$/;

/**
 * The edits in a content of Terraform's JSON syntax, or in HCL in its shape. What is no such block is left aside: of what is
 * there it says nothing.
 */
export function stateEditsIn(content: unknown): StateEdits {
  return {
    moved: blocks(content, "moved").flatMap((block) => {
      const [from, to] = [addressIn(block, "from"), addressIn(block, "to")];
      return from === undefined || to === undefined ? [] : [{ from, to }];
    }),
    removed: blocks(content, "removed").flatMap((block) => {
      const from = addressIn(block, "from");
      return from === undefined || !isKept(block) ? [] : [from];
    }),
    imported: blocks(content, "import").flatMap((block) => {
      const [to, id] = [addressIn(block, "to"), member(block, "id")];
      return to === undefined ? [] : [{ to, id: typeof id === "string" && !id.includes("${") ? id : "" }];
    }),
  };
}

/** All of them, as a member of a root; none where there are none. Those of a module are called from the root on. */
export function asStateEdits(all: readonly { readonly prefix: string; readonly edits: StateEdits }[]): {
  readonly stateEdits?: StateEdits;
} {
  const stateEdits: StateEdits = {
    moved: all.flatMap(({ prefix, edits }) =>
      edits.moved.map(({ from, to }) => ({ from: `${prefix}${from}`, to: `${prefix}${to}` })),
    ),
    removed: all.flatMap(({ prefix, edits }) => edits.removed.map((from) => `${prefix}${from}`)),
    imported: all.flatMap(({ prefix, edits }) => edits.imported.map(({ to, id }) => ({ to: `${prefix}${to}`, id }))),
  };
  return Object.values(stateEdits).some((edits) => edits.length > 0) ? { stateEdits } : {};
}

function blocks(content: unknown, type: string): readonly Record<string, unknown>[] {
  const raw = member(content, type);
  return (Array.isArray(raw) ? raw : [raw]).filter(isObject);
}

/** An address as JSON has it, or as the parser of HCL writes it: `${aws_s3_bucket.a}`. */
function addressIn(block: Record<string, unknown>, name: string): string | undefined {
  const raw = member(block, name);
  const address = typeof raw === "string" ? raw.trim().replace(/^\$\{(.*)\}$/s, "$1") : "";
  return LITERAL.test(address) ? address : undefined;
}

/** `lifecycle { destroy = false }`; without it Terraform destroys. */
function isKept(block: Record<string, unknown>): boolean {
  return blocks(block, "lifecycle").some((lifecycle) => `${member(lifecycle, "destroy")}` === "false");
}
