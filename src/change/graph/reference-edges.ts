import type { Estate } from "../../estate/estate";
import { GOOGLE_ACCOUNT_ANNOTATION } from "../../estate/joins/google-workloads";
import { namedAs, namesOf } from "../../estate/joins/names";
import { baseOf, leadsTo } from "../../estate/joins/references";
import { isList, own, textOf } from "../../estate/joins/values";
import { remembered } from "../../estate/memo";
import type { Resource, Value } from "../../estate/resource";
import { isUnknown, type Reference } from "../../estate/unknown";
import type { GraphBuilder } from "./dependency-graph";
import { asPart, namesPrincipal, namesWhatMayBeUsed, partWords } from "./parts";

/** More instances than these behind one reference are a group. */
const FEW = 8;

/** What refers to what: by expressions, by `depends_on`, and by data sources that look up what the estate makes. */
export function addReferences(graph: GraphBuilder): void {
  for (const resource of graph.estate.resources) {
    if (!graph.isNode(resource)) {
      continue;
    }
    for (const [path, references] of resource.references) {
      for (const reference of references) {
        addReference(graph, resource, path, reference);
      }
    }
    addDependsOn(graph, resource);
    if (resource.mode === "data") {
      addLookup(graph, resource);
    }
  }
}

/** A link, and what it makes of the target when the resource is a part of it. */
export function addLink(graph: GraphBuilder, from: Resource, to: Resource, path: string): void {
  const link = path.replace(/\.\d+(?=\.|$)/g, "");
  if (namesPrincipal(from.kind, link, to.kind)) {
    return;
  }
  graph.add(from, to, wordsFor(path, link), false, namesWhatMayBeUsed(from.kind, link, to.kind));
  const part = asPart(from.kind, link, to.kind);
  if (part !== undefined) {
    graph.add(to, from, partWords(from.kind), part === "setting");
  }
}

/** Links that people know by another word than their path. */
const KNOWN_LINKS: readonly (readonly [end: string, words: string])[] = [
  ["annotations.eks.amazonaws.com/role-arn", "role of the ServiceAccount"],
  [`annotations.${GOOGLE_ACCOUNT_ANNOTATION}`, "Google service account of the ServiceAccount"],
];

function wordsFor(path: string, link: string): string {
  const known = KNOWN_LINKS.find(([end]) => link.endsWith(end));
  return link === "depends_on" ? link : (known?.[1] ?? `reference ${path}`);
}

function addReference(graph: GraphBuilder, from: Resource, path: string, reference: Reference): void {
  const targets = [...leadsTo(graph.estate, reference, from), ...givenOut(graph.estate, reference, from)];
  const [first] = targets;
  if (first === undefined || targets.length <= FEW) {
    for (const target of targets) {
      addLink(graph, from, target, path);
    }
    return;
  }
  const name = `${reference.root}\u0000${baseOf(reference.address)}`;
  const instances = graph.group(name, first, (group) => {
    for (const target of targets) {
      graph.add(group, target, "");
    }
  });
  graph.add(from, instances, path === "depends_on" ? path : `reference ${path}`);
}

const REMOTE_STATE = /(?:^|\.)data\.terraform_remote_state\./;

/** What another stack gives out under the name, where one stack alone does: its output leads to the resource itself. */
function givenOut(estate: Estate, { root, address, attribute }: Reference, from: Resource): readonly Resource[] {
  // Asked of every reference, and true of hardly any.
  const isOfOtherState = address.includes("terraform_remote_state") && REMOTE_STATE.test(address);
  const name = isOfOtherState ? /^outputs\.([\w-]+)/.exec(attribute)?.[1] : undefined;
  const outputs = name === undefined ? [] : (outputsByName(estate, undefined).get(name) ?? []);
  const [only, ...others] = outputs.filter((output) => output.root !== root);
  return only === undefined || others.length > 0 || !isUnknown(only.value)
    ? []
    : only.value.references.flatMap((reference) => leadsTo(estate, reference, from));
}

const outputsByName = remembered(
  (estate: Estate, _: undefined): ReadonlyMap<string, readonly { readonly root: string; readonly value: Value }[]> => {
    const outputs = new Map<string, { readonly root: string; readonly value: Value }[]>();
    for (const root of estate.roots) {
      for (const [name, value] of Object.entries(root.outputs)) {
        const output = { root: root.name, value };
        const others = outputs.get(name);
        others === undefined ? outputs.set(name, [output]) : others.push(output);
      }
    }
    return outputs;
  },
);

/** `depends_on` names resources of the same module, as addresses or as `${address}`. */
function addDependsOn(graph: GraphBuilder, resource: Resource): void {
  const names = own(resource.meta, "depends_on");
  for (const name of isList(names) ? names : []) {
    const address = textOf(name)?.replace(/^\$\{(.*)\}$/s, "$1");
    if (address !== undefined) {
      addReference(graph, resource, "depends_on", {
        root: resource.root,
        address: `${moduleOf(resource.address)}${address}`,
        attribute: "",
      });
    }
  }
}

/** `module.a["x"].` of `module.a["x"].aws_s3_bucket.b`; empty in the root. */
function moduleOf(address: string): string {
  return /^(?:module\.[\w-]+(?:\["(?:[^"\\]|\\.)*"\]|\[\d+\])?\.)*/.exec(address)?.[0] ?? "";
}

/** A data source that looks up by name what another stack of the estate makes. */
function addLookup(graph: GraphBuilder, data: Resource): void {
  const found = new Set(namesOf(data).flatMap((name) => namedAs(graph.estate, data.kind, name, data.root)));
  const [only] = found;
  if (only !== undefined && found.size === 1) {
    graph.add(data, only, "looks it up");
  }
}
