import type { Estate } from "../estate/estate";
import { isOnModels } from "../estate/joins/google-buckets";
import { googleRunnerOf } from "../estate/joins/google-members";
import { tellsOfModels } from "../estate/joins/google-model-servers";
import { namespacesReading } from "../estate/joins/google-secrets";
import { googleAccountUsers, hasUnknownUsers } from "../estate/joins/google-workloads";
import { target } from "../estate/joins/references";
import { own, textOf } from "../estate/joins/values";
import type { Resource, Value } from "../estate/resource";
import { isUnknown, Unknown } from "../estate/unknown";
import type { FunctionTable } from "./cel/functions";
import { owner } from "./functions-join";
import type { ControlContext } from "./scope";

/** Questions about who something of Google Cloud runs as, and whom it lets in. */
export const GOOGLE_IDENTITY_FUNCTIONS: FunctionTable<ControlContext> = {
  /**
   * `runsAs(self, n.service_account)`: the type of the account that a machine runs as, as `googleGrants` names types:
   * `default-account` when it names none; not known when it may be that one as well as another.
   */
  runsAs: {
    arity: 2,
    takesUnknown: true,
    call: ([resource = null, account = null], context) =>
      googleRunnerOf(context.estate, owner(resource, context), account),
  },

  /**
   * `namespacesOf(self)`: namespaces of the Kubernetes service accounts that a binding lets act as a service account, each once.
   * Not known where there is one, and a binding may name another.
   */
  namespacesOf: {
    arity: 1,
    call: ([account = null], context) => namespacesOf(context.estate, owner(account, context)),
  },

  /**
   * `namespacesReading(self)`: namespaces of the pods that may read a secret of Secret Manager, each once. Not known where there
   * is one, and a grant may name another.
   */
  namespacesReading: {
    arity: 1,
    call: ([secret = null], context) => namespacesReading(context.estate, owner(secret, context)),
  },

  /**
   * `claimsAsked(self.attribute_condition)`: claims of a token that a condition compares with something: by `==`, `in`,
   * `startsWith`, `endsWith` or `matches`. None when the condition is true whatever they are.
   */
  claimsAsked: { arity: 1, call: ([condition = null]) => claimsAsked(textOf(condition) ?? "") },

  /** `invokesModels(self)`: the service of Cloud Run or the function that an IAM resource is about is called like a model. */
  invokesModels: {
    arity: 1,
    call: ([resource = null], context) => invokesModels(context.estate, owner(resource, context)),
  },

  /** `grantsOnModels(self)`: an IAM resource of a bucket is about one of models, by what the estate says of it or by its name. */
  grantsOnModels: {
    arity: 1,
    call: ([resource = null], context) => isOnModels(context.estate, owner(resource, context)),
  },
};

function namespacesOf(estate: Estate, account: Resource): Value {
  const bound = googleAccountUsers(estate, account).filter(({ by }) => by === "binding");
  const namespaces = [...new Set(bound.flatMap(({ namespace }) => namespace ?? []))];
  return namespaces.length === 1 && hasUnknownUsers(estate, account) ? new Unknown() : namespaces;
}

const CLAIM = String.raw`((?:assertion|attribute|google)(?:\.\w+|\[["'][^"'\]]+["']\])+?)`;
const PART_OF_IT = String.raw`(?:\.(?:extract|split|lowerAscii)\([^()]*\)(?:\[\d+\])?)?`;
const SOMETHING = String.raw`r?(?:"[^"]+"|'[^']+'|\d+)`;
const EVERYTHING = String.raw`(?!r?["']\^?\.[*+]\$?["'])`;
const CLAIM_FIRST = new RegExp(
  String.raw`${CLAIM}${PART_OF_IT}\s*(?:==\s*${SOMETHING}|in\s*\[\s*${SOMETHING}|\.(?:startsWith|endsWith|matches)\(\s*${EVERYTHING}${SOMETHING})`,
  "g",
);
const CLAIM_LAST = new RegExp(String.raw`${SOMETHING}\s*(?:==|in)\s*${CLAIM}(?![.\w])`, "g");
const ALWAYS = /\|\|\s*\(?\s*true\b|\btrue\s*\)?\s*\|\|/;

function claimsAsked(condition: string): readonly string[] {
  const asked = [CLAIM_FIRST, CLAIM_LAST].flatMap((form) => [...condition.matchAll(form)]);
  return ALWAYS.test(condition) ? [] : asked.map(([, claim = ""]) => claim);
}

function invokesModels(estate: Estate, grant: Resource): boolean {
  return ["name", "service", "cloud_function"].some((at) => {
    const invoked = target(estate, grant, at);
    const name = invoked === undefined || isUnknown(invoked) ? null : own(invoked.attributes, "name");
    return [own(grant.attributes, at), name].some((one) => tellsOfModels(textOf(one)));
  });
}
