import type { Resource } from "../../estate/resource";
import type { Named } from "../report";
import { type Grant, keyOfGrant } from "./grant";

/** What gives something, and what tells whether it gives the same as on the other side, without that it is read. */
export interface Source {
  readonly key: string;
  readonly grants: () => readonly Grant[];
}

/** All that a principal is given. Most principals have the same sources on both sides: their policies are never read. */
export class Grants {
  private readonly sources = new Map<string, Source>();
  private read: readonly Grant[] | undefined;

  public push(...grants: readonly Grant[]): void {
    this.add(...grants.map((grant) => sourceOf([grant])));
  }

  public add(...sources: readonly Source[]): void {
    for (const source of sources) {
      this.sources.set(source.key, source);
    }
  }

  public get all(): readonly Grant[] {
    this.read ??= [...this.sources.values()].flatMap(({ grants }) => grants());
    return this.read;
  }

  /** Whether the sources of the other are the same ones. */
  public isSameAs(other: Grants): boolean {
    return this.sources.size === other.sources.size && [...this.sources.keys()].every((key) => other.sources.has(key));
  }
}

/** What is read already. */
export function sourceOf(grants: readonly Grant[]): Source {
  const key = grants.map((grant) => `${keyOfGrant(grant)}${grant.undecided ? "?" : ""}`).join();
  return { key, grants: () => grants };
}

/** A principal and all that it is given on one side. */
export interface Holder {
  readonly named: Named;

  /** As people name it: `role vision-resnet`. */
  readonly principal: string;
  readonly grants: Grants;

  /** Who may become it: the actions are one, the resources who may. */
  readonly trust: Grants;

  /** What bounds its permissions; undefined when nothing does. */
  boundary?: Boundary;
}

/** The permissions boundary of a role or a user. */
export interface Boundary {
  /** Name or ARN of the policy, or the expression for it. */
  readonly name: string;

  /** What it lets through, as far as the estate knows. */
  readonly grants: Grants;

  /** The policy itself is known only after apply, or its document is not in the estate. */
  readonly undecided: boolean;

  /** It is known which policy it is: what is not known is its document. */
  readonly isNamed: boolean;
}

/** Who may do what, on one side. Principals have the same key on both sides. */
export class Ledger {
  public readonly holders = new Map<string, Holder>();

  /** The principal of the key, made when it is asked for first. */
  public holder(key: string, named: Named, principal: string): Holder {
    let holder = this.holders.get(key);
    if (holder === undefined) {
      holder = { named, principal, grants: new Grants(), trust: new Grants() };
      this.holders.set(key, holder);
    }
    return holder;
  }
}

/** Whether the principal of the key is no resource of the estate, but somebody whom policies name. */
export function isNamed(key: string): boolean {
  return key.startsWith("named\u0000");
}

export function namedOf({ address, root, kind, namespace }: Resource): Named {
  return { resource: address, root, kind, ...(namespace === undefined ? {} : { namespace }) };
}
