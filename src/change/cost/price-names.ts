import { printable } from "../../policy/reports/wording";
import { EVERYWHERE, type PriceCloud, type PriceList } from "./price-list";

/**
 * How regions are called: an area, a direction, a number. Regions are added every year; areas and directions hardly ever.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/rande.html and the `regionRegex` of the partitions in AWS's SDKs
 * @see https://cloud.google.com/compute/docs/regions-zones
 */
const DIRECTION = "(?:central|(?:north|south)(?:east|west)?|east|west)";
const REGIONS: Readonly<Record<PriceCloud, RegExp>> = {
  aws: new RegExp(`^(?:us|eu|ap|sa|ca|me|af|il|mx|cn|us-gov|us-isob?|us-isof|eu-isoe|eusc-de)-${DIRECTION}-[1-9]$`),
  google: new RegExp(
    `^(?:africa|asia|australia|europe|me|northamerica|southamerica|us)-${DIRECTION}[1-9][0-9]?$|^global$`,
  ),
};

/** What is asked for: the items of docs/guides/cost.md. */
const ITEMS: Readonly<Record<PriceCloud, readonly RegExp[]>> = {
  aws: [
    /^(?:ec2|ec2-spot)\/[a-z][a-z0-9-]*\.[a-z0-9-]+$/,
    /^sagemaker\/(?:ml\.[a-z][a-z0-9-]*\.[a-z0-9-]+|storage)$/,
    /^ebs\/(?:gp2|gp3|io1|io2|st1|sc1|standard|gp3-iops|io1-iops|io2-iops|gp3-throughput)$/,
    /^eks\/(?:cluster|extended-support)$/,
    /^elb\/(?:application|network|gateway|classic)$/,
    /^endpoint\/(?:interface|gateway-load-balancer)$/,
    /^dynamodb\/(?:read|write)$/,
    /^(?:nat\/gateway|ipv4\/address|kms\/key|secret\/secret)$/,
  ],
  google: [
    /^(?:gce|gce-spot|vertex)\/[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/,
    /^(?:gpu|gpu-spot|vertex-gpu|disk)\/[a-z][a-z0-9-]*$/,
    /^(?:gke\/cluster|nat\/vm|nat\/gateway|forwarding\/first-five)$/,
    /^kms\/(?:software|hsm|hsm-asymmetric|hsm_single_tenant|external)$/,
  ],
};

/** What of them the clouds' own lists are read for. */
const UPDATABLE: Readonly<Record<PriceCloud, RegExp>> = {
  aws: /^(?:ec2|sagemaker|ebs|eks|elb|endpoint|dynamodb|nat|ipv4|kms|secret)\//,
  google: new RegExp(
    `^(?:${[
      "(?:gce|vertex)/(?:e2|n1|n2|n2d)-(?:standard|highmem|highcpu)-",
      "(?:gce|vertex)/(?:g2-standard|a2-highgpu|a2-megagpu)-",
      "vertex/(?:a2-ultragpu|a3-highgpu)-",
      "(?:gpu|vertex-gpu)/nvidia-tesla-(?:t4|v100|p100|p4)$",
      "gpu/nvidia-(?:tesla-a100|l4)$",
      "disk/(?:pd-standard|pd-balanced|pd-ssd|local-ssd)$",
    ].join("|")})`,
  ),
};

/** Whether `modelkeep prices update` reads prices of such items, and the region is one that it can be asked for. */
export function isUpdatable(cloud: PriceCloud, region: string, item: string): boolean {
  return REGIONS[cloud].test(region) && region !== "global" && UPDATABLE[cloud].test(item);
}

/** Names that are said one by one. */
const SAID = 5;

/**
 * What of the lists is never asked for, in one line, as far as its name tells: regions that no cloud has, items that nothing is priced
 * with. Undefined when there is nothing of the kind. A type that there is not looks like one that is new, and is not told.
 */
export function unusedPrices(lists: readonly PriceList[]): string | undefined {
  const regions = new Set<string>();
  const items = new Set<string>();
  for (const { prices } of lists) {
    for (const cloud of ["aws", "google"] as const) {
      for (const [region, priced] of prices[cloud] ?? []) {
        if (region !== EVERYWHERE && !REGIONS[cloud].test(region)) {
          regions.add(`${region} of ${cloud}`);
        }
        for (const item of priced.keys()) {
          if (!ITEMS[cloud].some((known) => known.test(item))) {
            items.add(`${item} of ${cloud}`);
          }
        }
      }
    }
  }
  const parts = [
    ...(regions.size === 0 ? [] : [`regions that there are not (${listed(regions)})`]),
    ...(items.size === 0 ? [] : [`items that nothing is priced with (${listed(items)})`]),
  ];
  return parts.length === 0 ? undefined : `has prices that are never used: ${parts.join(", and ")}`;
}

function listed(names: ReadonlySet<string>): string {
  const all = [...names].sort();
  const more = all.length - SAID;
  return `${all.slice(0, SAID).map(cut).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** Names are input, and go to terminals. */
function cut(text: string): string {
  const line = printable(text);
  return line.length > 100 ? `${line.slice(0, 100)}...` : line;
}
