import type { Attributes, Resource, Value } from "./resource";
import type { StateEdits } from "./state-edits";
import type { Reference } from "./unknown";

/** What a root module says about itself: where its state lies, which providers it configures, what it gives out. */
export interface RootModule {
  /** Name: of the stack, or the path of the plan or the folder. */
  readonly name: string;

  /** Path of the file or folder it was read from. */
  readonly file: string;

  /** Which reader made it. A plan says nothing about its backend: `backend` is undefined there. */
  readonly source: "synthesized" | "plan" | "hcl" | "manifests";

  /** Type and settings of the backend; null when none is declared; undefined when the source cannot say. */
  readonly backend?: { readonly type: string; readonly settings: Attributes } | null;

  /** Configured providers: local name and settings. */
  readonly providers: readonly { readonly name: string; readonly settings: Attributes }[];

  /** Required providers: local name to source and version constraint, as written. */
  readonly requiredProviders: Readonly<Record<string, { readonly source?: string; readonly version?: string }>>;

  /** Outputs by name. */
  readonly outputs: Readonly<Record<string, Value>>;

  /** Waivers in the root's metadata, as they were written. */
  readonly waivers: readonly unknown[];

  /** The root judged itself to belong to this tier, where it says so. */
  readonly tier?: string;

  /** What it moves, forgets and imports in the state; undefined when it does nothing of it. A plan says what comes of it. */
  readonly stateEdits?: StateEdits;
}

/** One resource graph, whatever it was read from. */
export class Estate {
  private readonly kinds = new Map<string, Resource[]>();
  private readonly addresses = new Map<string, Map<string, Resource>>();
  private readonly byAttributes = new Map<object, Resource>();

  constructor(
    readonly resources: readonly Resource[],
    readonly roots: readonly RootModule[],
  ) {
    for (const resource of resources) {
      const sameKind = this.kinds.get(resource.kind);
      if (sameKind === undefined) {
        this.kinds.set(resource.kind, [resource]);
      } else {
        sameKind.push(resource);
      }
      this.byAttributes.set(resource.attributes, resource);
      if (resource.mode !== "manifest") {
        const sameRoot = this.addresses.get(resource.root) ?? new Map<string, Resource>();
        this.addresses.set(resource.root, sameRoot.set(resource.address, resource));
      }
    }
  }

  /** Resources of the kind, in the order they were read. */
  public ofKind(kind: string): readonly Resource[] {
    return this.kinds.get(kind) ?? [];
  }

  /** The Terraform resource or data source at the address; undefined when the estate does not hold it. */
  public at(root: string, address: string): Resource | undefined {
    return this.addresses.get(root)?.get(address);
  }

  /** What the reference points to; undefined when the estate does not hold it. */
  public target(reference: Reference): Resource | undefined {
    return this.at(reference.root, reference.address);
  }

  /** The resource whose attributes these are: CEL sees attributes, joins need the resource. */
  public owning(attributes: object): Resource | undefined {
    return this.byAttributes.get(attributes);
  }
}
