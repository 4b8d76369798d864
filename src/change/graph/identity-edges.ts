import { googleAccountUsers } from "../../estate/joins/google-workloads";
import { podSpecOf, workloads } from "../../estate/joins/pods";
import { serviceAccountsOf, servingRoles } from "../../estate/joins/service-accounts";
import { own, textOf } from "../../estate/joins/values";
import type { Resource } from "../../estate/resource";
import type { GraphBuilder } from "./dependency-graph";
import { near, objectsOf, placeOf } from "./kubernetes-objects";

/** Roles and service accounts of the clouds that pods act as, where nothing refers to them: a trust, an association, a binding. */
export function addIdentities(graph: GraphBuilder): void {
  const users = new PodsByAccount(graph);
  for (const role of servingRoles(graph.estate)) {
    for (const { namespace, serviceAccount, from, by } of serviceAccountsOf(graph.estate, role)) {
      const through = by === "pod-identity" ? from : undefined;
      users.take(role, namespace, serviceAccount, "role of the ServiceAccount", through);
    }
  }
  for (const account of graph.estate.ofKind("google_service_account")) {
    for (const { namespace, serviceAccount } of googleAccountUsers(graph.estate, account)) {
      users.take(account, namespace, serviceAccount, "Google service account of the ServiceAccount", undefined);
    }
  }
}

class PodsByAccount {
  private readonly byAccount = new Map<string, Resource[]>();

  constructor(private readonly graph: GraphBuilder) {
    for (const workload of workloads(graph.estate)) {
      const spec = podSpecOf(workload);
      const name = spec === undefined ? undefined : (textOf(own(spec, "serviceAccountName")) ?? "default");
      if (name !== undefined) {
        const key = `${placeOf(workload) ?? ""}\u0000${name}`;
        const others = this.byAccount.get(key);
        others === undefined ? this.byAccount.set(key, [workload]) : others.push(workload);
      }
    }
  }

  /** @param through the association by which pods take the identity: it is on the way */
  public take(
    identity: Resource,
    namespace: string | undefined,
    name: string | undefined,
    via: string,
    through: Resource | undefined,
  ): void {
    if (namespace === undefined || name === undefined) {
      return;
    }
    const from = through ?? identity;
    const accounts = objectsOf(this.graph.estate, undefined).named("ServiceAccount", namespace, name, from);
    // A ServiceAccount that the estate does not hold may be there: its pods tell.
    const users = accounts.length > 0 ? accounts : near(this.byAccount.get(`${namespace}\u0000${name}`) ?? [], from);
    for (const user of users) {
      this.graph.add(user, from, accounts.length > 0 ? via : via.replace("the ServiceAccount", "its pods"));
    }
  }
}
