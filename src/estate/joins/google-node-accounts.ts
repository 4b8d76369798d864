import type { Estate } from "../estate";
import { remembered } from "../memo";
import type { Resource, Value } from "../resource";
import { isGone } from "./existence";
import type { GoogleMember } from "./google-members";
import { googleAccountOf } from "./google-service-accounts";
import { blocksOf, own } from "./values";

const CLUSTER = "google_container_cluster";
const POOL = "google_container_node_pool";

/** Service accounts that nodes of GKE run as: those of the estate, and addresses of those made elsewhere. */
interface NodeAccounts {
  readonly resources: ReadonlySet<Resource>;
  readonly emails: ReadonlySet<string>;
}

/** Whether the member is a service account that nodes of a cluster of the estate run as. */
export function isNodeMember(estate: Estate, { text, account }: GoogleMember): boolean {
  const { resources, emails } = nodeAccountsIn(estate, POOL);
  return (account !== undefined && resources.has(account)) || emails.has(text.replace(/^serviceAccount:/, ""));
}

const nodeAccountsIn = remembered((estate: Estate, _: string): NodeAccounts => {
  const resources = new Set<Resource>();
  const emails = new Set<string>();
  for (const resource of [...estate.ofKind(POOL), ...estate.ofKind(CLUSTER)]) {
    for (const value of resource.mode === "data" || isGone(resource) ? [] : accountsNamedBy(resource)) {
      const account = googleAccountOf(estate, resource, value);
      if (account?.resource !== undefined) {
        resources.add(account.resource);
      }
      if (account?.email !== undefined && !account.email.includes("${")) {
        emails.add(account.email);
      }
    }
  }
  return { resources, emails };
});

/** Accounts of a pool, of the pools that a cluster declares, and of those that it makes by itself. */
function accountsNamedBy({ attributes }: Resource): readonly Value[] {
  const configs = [
    ...blocksOf(attributes, "node_config"),
    ...blocksOf(attributes, "node_pool").flatMap((pool) => blocksOf(pool, "node_config")),
    ...blocksOf(attributes, "cluster_autoscaling").flatMap((scaling) =>
      blocksOf(scaling, "auto_provisioning_defaults"),
    ),
  ];
  return configs.map((config) => own(config, "service_account"));
}
