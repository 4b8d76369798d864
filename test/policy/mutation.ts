/** One thing broken in hardened output. */
export interface Mutation {
  /** Id of the control that must notice, and the only one. */
  readonly control: string;

  /** What is broken: "the bucket of weights loses its versioning". */
  readonly name: string;

  /** Which of the hardened stacks is broken; the first that holds the kind when it is not said. */
  readonly stack?: string;

  /** Breaks the Terraform JSON of the stack in place, and returns the address of the resource that must be found. */
  readonly breaks: (stack: BreakableStack) => string;
}

export type Attributes = Record<string, unknown>;

/** Terraform JSON of a hardened stack that a mutation may change. */
export class BreakableStack {
  constructor(readonly json: { resource: Record<string, Record<string, Attributes>> } & Record<string, unknown>) {}

  /** Changes the first resource of the kind that `which` accepts, and returns its address. */
  public change(
    kind: string,
    change: (attributes: Attributes) => void,
    which: (attributes: Attributes) => boolean = () => true,
  ): string {
    const [name, attributes] = this.first(kind, which);
    change(attributes);
    return `${kind}.${name}`;
  }

  /** Removes the first resource of the kind that `which` accepts, and returns its attributes. */
  public remove(kind: string, which: (attributes: Attributes) => boolean = () => true): Attributes {
    const [name, attributes] = this.first(kind, which);
    delete this.json.resource[kind]?.[name];
    return attributes;
  }

  /** Adds a resource beside the hardened ones, and returns its address. */
  public add(kind: string, name: string, attributes: Attributes): string {
    this.json.resource[kind] = { ...this.json.resource[kind], [name]: attributes };
    return `${kind}.${name}`;
  }

  /** Name and attributes of the first resource of the kind that `which` accepts. */
  public first(kind: string, which: (attributes: Attributes) => boolean = () => true): [string, Attributes] {
    const found = Object.entries(this.json.resource[kind] ?? {}).find(([, attributes]) => which(attributes));
    if (found === undefined) {
      throw new Error(`no such ${kind} in the hardened stack`);
    }
    return found;
  }
}
