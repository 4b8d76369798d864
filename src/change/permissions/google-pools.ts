import { blocksOf, own } from "../../estate/joins/values";
import type { Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { keyOf } from "../sides";
import { BECOME } from "./aws-trust";
import { worded } from "./conditions";
import { isForeignPrincipal } from "./foreign";
import { namedOf } from "./ledger";
import { isUndecided, type Side } from "./spelling";
import { isShared } from "./web-issuers";

/** Providers, by the attribute that names their pool. */
const PROVIDERS = [
  ["google_iam_workload_identity_pool_provider", "workload_identity_pool_id"],
  ["google_iam_workforce_pool_provider", "workforce_pool_id"],
] as const;

/**
 * Who may become an identity of a pool, and with it all that its identities are given: whoever the issuer of one of its providers
 * vouches for, and the provider's condition lets through.
 *
 * @see https://cloud.google.com/iam/docs/workload-identity-federation
 */
export function collectPools(side: Side): void {
  for (const [kind, pool] of PROVIDERS) {
    for (const provider of side.ofKind(kind).filter(({ attributes }) => own(attributes, "disabled") !== true)) {
      admit(side, provider, side.spell(own(provider.attributes, pool), provider.root));
    }
  }
}

function admit(side: Side, provider: Resource, pool: string): void {
  const { text, value, isForeign } = issuerOf(side, provider);
  const condition = own(provider.attributes, "attribute_condition");
  const words = side.spell(condition, provider.root);
  const isOpen = words === "" && !isUnknown(condition) && isShared(text);
  side.ledger.holder(keyOf(provider), namedOf(provider), `identity pool ${pool}`).trust.push({
    effect: "allow",
    actions: BECOME,
    resources: [{ of: text }],
    scope: "",
    conditions: words === "" ? [] : [worded(words, isUnknown(condition) && condition.text === undefined)],
    through: namedOf(provider),
    undecided: isUndecided(provider) || (isUnknown(value) && value.text === undefined),
    isAnyone: isOpen,
    ...(isForeign === undefined ? {} : { isForeign }),
  });
}

interface Issuer {
  readonly text: string;
  readonly value: Value;
  readonly isForeign?: boolean;
}

function issuerOf(side: Side, provider: Resource): Issuer {
  const { attributes, root } = provider;
  const [oidc] = blocksOf(attributes, "oidc");
  const [aws] = blocksOf(attributes, "aws");
  if (aws !== undefined) {
    const account = own(aws, "account_id");
    const text = `arn:aws:iam::${side.spell(account, root)}:root`;
    const isForeign = isForeignPrincipal(side, provider, account, text);
    return { text, value: account, ...(isForeign === undefined ? {} : { isForeign }) };
  }
  const issuer = oidc === undefined ? null : own(oidc, "issuer_uri");
  return issuer === null
    ? { text: `provider ${provider.address}`, value: null }
    : { text: side.spell(issuer, root), value: issuer };
}
