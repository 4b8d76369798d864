import type { Estate } from "../../estate/estate";
import { remembered } from "../../estate/memo";
import { addClusters } from "./cluster-edges";
import { type DependencyGraph, GraphBuilder } from "./dependency-graph";
import { addIdentities } from "./identity-edges";
import { addKubernetes } from "./kubernetes-edges";
import { addReferences } from "./reference-edges";
import { addValues } from "./value-edges";

/**
 * What depends on what in the estate: by references first, then by the values that are spelt out in their place, then by what
 * the estate knows without either: pods and their Services, roles and their ServiceAccounts, clusters and what runs in them.
 */
export function dependenciesOf(estate: Estate): DependencyGraph {
  return graphOf(estate, undefined);
}

const graphOf = remembered((estate: Estate, _: undefined): DependencyGraph => {
  const graph = new GraphBuilder(estate);
  addReferences(graph);
  addValues(graph);
  addIdentities(graph);
  addKubernetes(graph);
  addClusters(graph);
  return graph.build();
});
