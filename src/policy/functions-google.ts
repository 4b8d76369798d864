import type { Estate } from "../estate/estate";
import { exists } from "../estate/joins/existence";
import {
  holdsGoogleModels,
  holdsGoogleState,
  isOnModels,
  isServed,
  labelOf,
  readsAudited,
  servesGoogleModels,
  takesLogs,
} from "../estate/joins/google-buckets";
import { crossTierGrants, farClusters } from "../estate/joins/google-clusters";
import { type GoogleGrant, googleGrantsOf } from "../estate/joins/google-grants";
import { keysElsewhere } from "../estate/joins/google-keys";
import { poolSharers } from "../estate/joins/google-pools";
import {
  accountGrantedOn,
  annotatedAccount,
  googleAccountUsers,
  hasUnknownUsers,
  isServingGoogleAccount,
  isServingMember,
} from "../estate/joins/google-workloads";
import { nameOf } from "../estate/joins/pods";
import { valueAt } from "../estate/joins/values";
import { remembered } from "../estate/memo";
import type { Resource, Value } from "../estate/resource";
import { isUnknown, Unknown } from "../estate/unknown";
import type { FunctionTable } from "./cel/functions";
import { owner } from "./functions-join";
import type { ControlContext } from "./scope";

/** Questions about IAM, buckets and keys of Google Cloud. */
export const GOOGLE_FUNCTIONS: FunctionTable<ControlContext> = {
  /**
   * `googleGrants(self)`: what a `google_..._iam_member`, `..._binding` or `..._policy` gives, one entry for each role of
   * each member: `{ role, permissions, member, type, serving, serves_models, own, namespace, service_account, condition, said }`.
   * `permissions` are those of a custom role of the estate. `type` is `everybody`, `gmail`, `user`, `group`, `domain`, `project-role`,
   * `default-account`, `agent`, `account`, `workload`, `pool`, `principal` or `deleted`. `serving` is whether pods act as
   * the member, `serves_models` whether names, labels or workloads tell that they serve models; `own` is whether an account
   * is given the role on itself. `said` tells the entry to people.
   */
  googleGrants: {
    arity: 1,
    call: ([resource = null], context) => describedGrants(context.estate, owner(resource, context)),
  },

  /** `isMade(self)`: there will be at least one of the resource: its `count` is not 0, and its `for_each` not empty. */
  isMade: { arity: 1, call: ([resource = null], context) => exists(owner(resource, context)) },

  /** `label(self, "ai-artifact")`: the label of the resource, or the one that its provider adds; null when it has none. */
  label: {
    arity: 2,
    call: ([resource = null, name], context) => labelOf(owner(resource, context), String(name)) ?? null,
  },

  /** `holdsModels(self)`: a bucket of Google whose label `ai-artifact` says so, or that has none and is read by what serves. */
  holdsModels: {
    arity: 1,
    call: ([bucket = null], context) => holdsGoogleModels(context.estate, owner(bucket, context)),
  },

  /** `holdsState(self)`: a bucket of Google that the backend of a root module names, or whose label says so. */
  holdsState: {
    arity: 1,
    call: ([bucket = null], context) => holdsGoogleState(context.estate, owner(bucket, context)),
  },

  /** `readsAudited(self)`: data access logs of Cloud Storage record who reads in the project of a bucket. */
  readsAudited: { arity: 1, call: ([bucket = null], context) => readsAudited(context.estate, owner(bucket, context)) },

  /** `takesLogs(self)`: a bucket of Google that other buckets or sinks log to, or whose label says so. */
  takesLogs: { arity: 1, call: ([bucket = null], context) => takesLogs(context.estate, owner(bucket, context)) },

  /** `isServed(self)`: a bucket of Google on which something that serves models is given a role. */
  isServed: { arity: 1, call: ([bucket = null], context) => isServed(context.estate, owner(bucket, context)) },

  /** `keysElsewhere(self)`: keys of Cloud KMS that lie in another location than what they encrypt, each `{ attribute, message }`. */
  keysElsewhere: {
    arity: 1,
    call: ([resource = null], context) =>
      keysElsewhere(context.estate, owner(resource, context)).map((one) =>
        isUnknown(one)
          ? one
          : { attribute: one.attribute, message: `lies in ${one.keyLocation}, not in ${one.location}` },
      ),
  },

  /** `seconds("7776000s", 0)`: the length of time in seconds, as Google spells it; the second argument when there is none. */
  seconds: {
    arity: 2,
    call: ([duration, fallback = null]) => {
      const [, number] = /^\s*([0-9]+(?:\.[0-9]+)?)s?\s*$/.exec(String(duration ?? "")) ?? [];
      return number === undefined ? fallback : Number(number);
    },
  },

  /** `isServingAccount(self)`: pods act as the `google_service_account`, and they are not the platform's own. */
  isServingAccount: {
    arity: 1,
    call: ([account = null], context) => isServingGoogleAccount(context.estate, owner(account, context)),
  },

  /** `grantsOnServing(self)`: an IAM resource of a service account is about one that model servers act as. */
  grantsOnServing: {
    arity: 1,
    call: ([grant = null], context) => {
      const account = accountGrantedOn(context.estate, { from: owner(grant, context) });
      return account !== undefined && servesGoogleModels(context.estate, { text: "", type: "account", account });
    },
  },

  /** `googleAccountUsers(self)`: the Kubernetes service accounts that act as a service account, each `{ namespace, name, by }`. */
  googleAccountUsers: {
    arity: 1,
    call: ([account = null], context) =>
      googleAccountUsers(context.estate, owner(account, context)).map(({ namespace, serviceAccount, by }) => ({
        namespace: namespace ?? null,
        name: serviceAccount ?? null,
        by,
      })),
  },

  /**
   * `unboundAnnotation(object)`: a Kubernetes service account is annotated with a `google_service_account` of the estate whose
   * bindings do not name it: what they name instead, as `vision/resnet`; none when it is bound, or not annotated.
   */
  unboundAnnotation: {
    arity: 1,
    call: ([serviceAccount = null], context) => unboundAnnotation(context.estate, owner(serviceAccount, context)),
  },

  /**
   * `unannotatedUsers(self)`: Kubernetes service accounts of the estate that a binding on a `google_service_account` names, and
   * that are not annotated with it, each as `vision/resnet`.
   */
  unannotatedUsers: {
    arity: 1,
    call: ([binding = null], context) => unannotatedUsers(context.estate, owner(binding, context)),
  },

  /**
   * `crossTierGrants(self)`: what an IAM resource gives of one tier to a member of another, as people say it; not known where a
   * tag says one of the two tiers and its value is not known.
   */
  crossTierGrants: {
    arity: 1,
    call: ([resource = null], context) => {
      const from = owner(resource, context);
      return crossTierGrants(context.estate, from, googleGrantsOf(context.estate, from)).map((found) =>
        isUnknown(found) ? found : `${found.grant.member.text} of ${found.memberTier} has a role in ${found.tier}`,
      );
    },
  },

  /**
   * `farClusters(self)`: locations of the clusters that serve from a bucket, when it lies in the region of none of them; not
   * known where a location is not.
   */
  farClusters: { arity: 1, call: ([bucket = null], context) => farClusters(context.estate, owner(bucket, context)) },

  /**
   * `poolSharers(self)`: clusters of higher tiers that have the workload identity pool of this `google_container_cluster`; not
   * known where a pool, or a tag that says a tier, is not.
   */
  poolSharers: {
    arity: 1,
    call: ([cluster = null], context) => poolSharers(context.estate, owner(cluster, context)),
  },
};

/** Many controls ask about each IAM resource. */
const describedGrants = remembered(
  (estate: Estate, resource: Resource): Value =>
    googleGrantsOf(estate, resource).map((grant) => described(estate, grant)),
);

function described(estate: Estate, { from, role, permissions, member, condition }: GoogleGrant): Value {
  const serving = isUnknown(member.type) ? member.type : isServingMember(estate, member);
  const roleSaid = isUnknown(role) ? (role.text ?? "a role") : role;
  return {
    role,
    permissions: permissions ?? [],
    member: member.text,
    type: member.type,
    serving,
    serves_models: serving === true ? servesGoogleModels(estate, member) || isOnModels(estate, from) : serving,
    own: member.account !== undefined && member.account === accountGrantedOn(estate, { from }),
    namespace: isUnknown(member.type) ? member.type : (member.namespace ?? null),
    service_account: isUnknown(member.type) ? member.type : (member.serviceAccount ?? null),
    condition,
    said: `${roleSaid} to ${member.text === "" ? "somebody" : member.text}`,
  };
}

function unboundAnnotation(estate: Estate, serviceAccount: Resource): Value {
  const account = annotatedAccount(estate, serviceAccount);
  if (account === undefined) {
    return [];
  }
  const name = nameOf(serviceAccount);
  const bound = googleAccountUsers(estate, account).filter(({ by }) => by === "binding");
  const named = bound.some(
    (user) =>
      (user.namespace === undefined || user.namespace === serviceAccount.namespace) &&
      (user.serviceAccount === undefined || user.serviceAccount === name),
  );
  if (named) {
    return [];
  }
  const open = hasUnknownUsers(estate, account) || serviceAccount.namespace === undefined || name === undefined;
  if (open) {
    return [new Unknown()];
  }
  const others = bound.map(({ namespace, serviceAccount: other }) => `bound to ${namespace}/${other}`);
  return others.length === 0 ? ["bound to nobody"] : others;
}

function unannotatedUsers(estate: Estate, binding: Resource): Value {
  const account = accountGrantedOn(estate, { from: binding });
  return googleAccountUsers(estate, account ?? binding)
    .filter(({ by, from }) => by === "binding" && from === binding)
    .flatMap(({ namespace, serviceAccount }): readonly Value[] => {
      const named = serviceAccountsNamed(estate, "v1 ServiceAccount").get(`${namespace}/${serviceAccount}`) ?? [];
      // One that is bound to the account that it is annotated with is of another cluster: names are equal in all tiers.
      const ours = named.filter((one) => !isBoundElsewhere(estate, one, account));
      const annotated = ours.map((one) => annotatedAccount(estate, one) ?? annotationOf(one));
      if (ours.length === 0 || annotated.includes(account ?? null)) {
        return [];
      }
      // An address that is not known may be this very account's.
      return annotated.some(isUnknown) ? [new Unknown()] : [`${namespace}/${serviceAccount}`];
    });
}

const serviceAccountsNamed = remembered((estate: Estate, kind: string): ReadonlyMap<string, readonly Resource[]> => {
  const named = new Map<string, Resource[]>();
  for (const one of estate.ofKind(kind)) {
    const name = nameOf(one);
    if (one.namespace !== undefined && name !== undefined) {
      const key = `${one.namespace}/${name}`;
      named.set(key, [...(named.get(key) ?? []), one]);
    }
  }
  return named;
});

function isBoundElsewhere(estate: Estate, serviceAccount: Resource, account: Resource | undefined): boolean {
  const annotated = annotatedAccount(estate, serviceAccount);
  const users = annotated === undefined || annotated === account ? [] : googleAccountUsers(estate, annotated);
  return users.some(
    ({ by, namespace, serviceAccount: name }) =>
      by === "binding" && namespace === serviceAccount.namespace && name === nameOf(serviceAccount),
  );
}

function annotationOf({ attributes }: Resource): Value {
  const annotations = valueAt(attributes, "metadata.annotations");
  return isUnknown(annotations) || annotations === null || typeof annotations !== "object" || Array.isArray(annotations)
    ? annotations
    : ((annotations as Readonly<Record<string, Value>>)["iam.gke.io/gcp-service-account"] ?? null);
}
