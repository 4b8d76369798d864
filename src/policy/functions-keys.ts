import type { Estate } from "../estate/estate";
import { isGone } from "../estate/joins/existence";
import { keysOfOthers } from "../estate/joins/key-owners";
import { keysFarAway } from "../estate/joins/key-regions";
import { keyAt } from "../estate/joins/keys";
import { rolesNamed } from "../estate/joins/policy-principals";
import { satellites } from "../estate/joins/satellites";
import { some, type Ternary } from "../estate/joins/ternary";
import { blocksOf, own, textOf } from "../estate/joins/values";
import { policyStatements } from "../estate/policy-document";
import { allows, principals } from "../estate/policy-statement";
import type { Attributes, Resource, Value } from "../estate/resource";
import { isUnknown, Unknown } from "../estate/unknown";
import type { FunctionTable } from "./cel/functions";
import { owner } from "./functions-join";
import type { ControlContext } from "./scope";

/** Questions about which key encrypts what, and who may use it for that. */
export const KEY_FUNCTIONS: FunctionTable<ControlContext> = {
  /** `keysOfOthers()`: keys that encrypt this resource and belong to another tenant, each `{ attribute, message }`. */
  keysOfOthers: {
    arity: 0,
    call: (_, { estate, resource }) =>
      resource === undefined
        ? []
        : keysOfOthers(estate, resource).map((one) =>
            isUnknown(one)
              ? one
              : {
                  attribute: one.attribute,
                  message: `is ${one.key.address} of ${one.keyTenant}, and it encrypts what belongs to ${one.tenant}`,
                },
          ),
  },

  /** `keysFarAway()`: keys of KMS in another region than this resource that they encrypt, each `{ attribute, message }`. */
  keysFarAway: {
    arity: 0,
    call: (_, { estate, resource }) =>
      resource === undefined
        ? []
        : keysFarAway(estate, resource).map(({ attribute, region, keyRegion }) => ({
            attribute,
            message: `is a key of ${keyRegion}, and it encrypts what lies in ${region}`,
          })),
  },

  /** `encryptsNodeDisks(self)`: volumes of nodes that an auto scaling group launches are encrypted with the key. */
  encryptsNodeDisks: {
    arity: 1,
    call: ([key = null], context) => encryptsNodeDisks(context.estate, owner(key, context)),
  },

  /**
   * `admitsAutoScaling(key)`: the policy of the key, or a grant on it, lets the service-linked role of EC2 Auto Scaling make
   * the grants that volumes of nodes need.
   */
  admitsAutoScaling: {
    arity: 1,
    call: ([key = null], context) => admitsAutoScaling(context.estate, owner(key, context)),
  },
};

const nodeDiskKeys = new WeakMap<Estate, ReadonlySet<Resource>>();

function encryptsNodeDisks(estate: Estate, key: Resource): boolean {
  let keys = nodeDiskKeys.get(estate);
  if (keys === undefined) {
    const templates = estate.ofKind("aws_launch_template").filter((template) => launchesNodes(estate, template));
    keys = new Set(templates.flatMap((template) => diskKeys(estate, template)));
    nodeDiskKeys.set(estate, keys);
  }
  return keys.has(key);
}

/** Templates of single instances and of Karpenter are launched by others. */
function launchesNodes(estate: Estate, template: Resource): boolean {
  return (
    !isGone(template) &&
    ["aws_eks_node_group", "aws_autoscaling_group"].some((kind) => satellites(estate, template, kind).found.length > 0)
  );
}

function diskKeys(estate: Estate, template: Resource): readonly Resource[] {
  return blocksOf(template.attributes, "block_device_mappings").flatMap((mapping, index) =>
    blocksOf(mapping, "ebs").flatMap((volume, place): readonly Resource[] => {
      const path = `block_device_mappings.${index}.ebs.${place}.kms_key_id`;
      const key = keyAt(estate, template, path, own(volume, "kms_key_id"));
      return key === undefined || typeof key === "string" || isUnknown(key) ? [] : [key];
    }),
  );
}

const SERVICE_LINKED = "AWSServiceRoleForAutoScaling";

function admitsAutoScaling(estate: Estate, key: Resource): Ternary {
  const policies = satellites(estate, key, "aws_kms_key_policy", "key_id");
  const grants = satellites(estate, key, "aws_kms_grant", "key_id");
  const governing = policies.found.length > 0 ? policies.found : [key];
  const byPolicy = some(governing, (holder) =>
    some(statementsOf(estate, holder), (statement) => admits(estate, holder, statement)),
  );
  const byGrant = some(grants.found, (grant) =>
    isAutoScaling(estate, grant, own(grant.attributes, "grantee_principal")),
  );
  const certain = policies.certain && grants.certain;
  return some([byPolicy, byGrant, certain ? false : new Unknown()], (answer) => answer);
}

function statementsOf(estate: Estate, { attributes, root }: Resource): readonly (Attributes | Unknown)[] {
  const policy = own(attributes, "policy");
  const statements = policy === null ? [] : policyStatements(policy, estate, root);
  return isUnknown(statements) ? [statements] : statements;
}

function admits(estate: Estate, from: Resource, statement: Attributes | Unknown): Ternary {
  if (isUnknown(statement)) {
    return statement;
  }
  const allowed = allows(statement, "kms:CreateGrant");
  const named = some(principals(statement, "AWS"), (principal) => isAutoScaling(estate, from, principal));
  return allowed === false || named === false ? false : isUnknown(allowed) ? allowed : named;
}

function isAutoScaling(estate: Estate, from: Resource, principal: Value): Ternary {
  const text = isUnknown(principal) ? principal.text : textOf(principal);
  const roles = rolesNamed(estate, from, principal);
  if (text?.includes(SERVICE_LINKED) === true || roles.some(({ kind }) => kind === "aws_iam_service_linked_role")) {
    return true;
  }
  // A role that is made here is no service's, nor is the account itself; one that is looked up may be.
  const isMade = roles.length > 0 && roles.every(({ mode }) => mode === "managed");
  const isOpen = isUnknown(principal) || roles.length > 0;
  return !isMade && isOpen && text?.endsWith(":root") !== true ? new Unknown([], text) : false;
}
