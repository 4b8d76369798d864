import { lift } from "../estate/lifting";
import type { Resource } from "../estate/resource";
import { AWS_DATA, AWS_MACHINES } from "./data-kinds-aws";
import { GOOGLE_DATA } from "./data-kinds-google";
import { KUBERNETES_DATA, KUBERNETES_WORKLOADS } from "./data-kinds-kubernetes";
import type { DataKind, DataKinds } from "./data-protections";

/** Kinds that are there to hold data. */
const DATA: DataKinds = { ...AWS_DATA, ...GOOGLE_DATA, ...KUBERNETES_DATA };

/** Kinds that are there for something else, and lose what is declared inside of them. */
const MACHINES: DataKinds = { ...AWS_MACHINES, ...KUBERNETES_WORKLOADS };

/** All that is known, by kind. */
export const ALL_DATA_KINDS: DataKinds = { ...DATA, ...MACHINES };

/** What is known of the kind; undefined when it is not there to hold data. */
export function dataKind(kind: string): DataKind | undefined {
  return Object.hasOwn(DATA, kind) ? DATA[kind] : undefined;
}

/** A resource that loses data when it goes, in the form that its kind is known in. */
export interface Holder {
  readonly resource: Resource;
  readonly data: DataKind;
}

/** What loses data when the resource goes: itself, or the object that it applies to a cluster. */
export function holderIn(resource: Resource): Holder | undefined {
  const own = holder(resource);
  const applied = own === undefined ? lift(resource) : undefined;
  return own ?? (applied === undefined ? undefined : holder(applied));
}

function holder(resource: Resource): Holder | undefined {
  const { kind } = resource;
  const data = Object.hasOwn(ALL_DATA_KINDS, kind) ? ALL_DATA_KINDS[kind] : undefined;
  return data === undefined ? undefined : { resource, data };
}

/** What is lost with the resource; undefined where this one holds nothing. */
export function contentOfKind({ lost }: DataKind, resource: Resource): string | undefined {
  return typeof lost === "function" ? lost(resource) : lost;
}
