import { schemaOf } from "../../src/estate/schema";

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

  /** Adds a resource beside the hardened ones, tagged as they are unless it says otherwise, and returns its address. */
  public add(kind: string, name: string, attributes: Attributes): string {
    const takesTags = schemaOf(kind, "managed")?.attributes.includes("tags_all") === true;
    const stated = takesTags ? { tags: this.stated("tags") } : this.labels(kind);
    this.json.resource[kind] = { ...this.json.resource[kind], [name]: { ...stated, ...attributes } };
    return `${kind}.${name}`;
  }

  /** Puts a plan in the place of the stack: one that destroys the first resource of the kind, in production. */
  public destroy(kind: string): void {
    const [name, { "//": _, ...attributes }] = this.first(kind);
    const tags = { ...this.stated("tags"), tier: "production" };
    const change = { actions: ["delete"], before: { ...attributes, tags }, after: null, after_unknown: {} };
    for (const key of Object.keys(this.json)) {
      delete this.json[key];
    }
    Object.assign(this.json, {
      format_version: "1.2",
      terraform_version: "1.13.0",
      planned_values: {},
      resource_changes: [{ address: `${kind}.${name}`, mode: "managed", type: kind, name, change }],
    });
  }

  private labels(kind: string): Attributes {
    const attributes = schemaOf(kind, "managed")?.attributes ?? [];
    const place = ["labels", "resource_labels"].find((name) => attributes.includes(name));
    return place !== undefined && attributes.includes("effective_labels") ? { [place]: this.stated("labels") } : {};
  }

  /** Tags or labels of the stack: those that some resource of it has. */
  private stated(place: "tags" | "labels"): Attributes {
    const tagged = Object.values(this.json.resource)
      .flatMap((resources) => Object.values(resources))
      .map((resource) => resource[place] as Attributes | null | undefined)
      .find((tags) => typeof tags === "object" && tags !== null && "data-class" in tags);
    const { tier, tenant, owner, "data-class": dataClass } = tagged ?? {};
    return tagged === undefined ? {} : { tier, tenant, owner, "data-class": dataClass };
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
