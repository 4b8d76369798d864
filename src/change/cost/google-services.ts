import { chargeDisk } from "./google-machines";
import { exactly } from "./money";
import type { Pricing } from "./pricing";

/** Algorithms of asymmetric keys that cost more in an HSM. @see https://cloud.google.com/kms/pricing */
const DEAR_ALGORITHM = /^(?:EC_|RSA_\w+_(?:3072|4096)_)/;

/** `google_compute_disk`, whose type is pd-standard when nobody says it. */
export function priceDisk(pricing: Pricing): void {
  const type = pricing.text("type");
  chargeDisk(pricing, {
    size: pricing.number("size"),
    type: type === null ? "pd-standard" : type,
    count: exactly(1),
  });
}

/** `google_compute_region_disk`: it lies in two zones, and has a price of its own. */
export function priceRegionDisk(pricing: Pricing): void {
  const type = pricing.text("type");
  chargeDisk(pricing, {
    size: pricing.number("size"),
    type: type === undefined ? undefined : `regional-${(type ?? "pd-standard").replace(/^.*\//, "")}`,
    count: exactly(1),
  });
}

/** `google_compute_router_nat`: by the machines behind it, from one to as many as are charged. */
export function priceRouterNat(pricing: Pricing): void {
  pricing.charge(
    "gateway",
    [
      { item: "nat/vm", what: "Cloud NAT for one machine" },
      { item: "nat/gateway", what: "for 32 and more" },
    ],
    { count: exactly(1) },
  );
  pricing.note("data through NAT gateways");
}

/** `google_compute_forwarding_rule`, `google_compute_global_forwarding_rule`: the first five of a project share one charge. */
export function priceForwardingRule(pricing: Pricing): void {
  pricing.charge(
    "forwarding rule",
    { item: "forwarding/first-five", what: "forwarding rule" },
    // None when four others of the project pay already, all when it is the first.
    { count: { low: 0, high: 1 } },
  );
  pricing.note("the first five forwarding rules of a project, which share one charge; data through load balancers");
}

/** `google_kms_crypto_key`: its one version; each rotation adds another. */
export function priceCryptoKey(pricing: Pricing): void {
  const level = pricing.text("version_template.0.protection_level");
  const algorithm = pricing.text("version_template.0.algorithm");
  const kind = level === null ? "software" : level?.toLowerCase().replace(/_vpc$/, "");
  if (kind === undefined || algorithm === undefined) {
    pricing.miss("key", "the protection level or the algorithm of the key");
    return;
  }
  const dear = kind === "hsm" && DEAR_ALGORITHM.test(algorithm ?? "");
  pricing.charge(
    "key",
    { item: `kms/${dear ? "hsm-asymmetric" : kind}`, what: `${kind} key version` },
    { count: exactly(1) },
  );
  if (pricing.text("rotation_period") !== null) {
    pricing.note("the versions that rotation adds to keys of Cloud KMS");
  }
  pricing.note("requests to KMS");
}
