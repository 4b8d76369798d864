import { InputError } from "../../estate/input-error";
import { type DownloadLimits, lines, NotThereError } from "./download";

/**
 * AWS's price list: public, one file for each service and region.
 *
 * @see https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-the-aws-price-list-bulk-api-fetching-price-list-files-manually.html
 */
export const AWS_PRICE_LIST = "https://pricing.us-east-1.amazonaws.com";

/** Services whose lists have what is priced here. */
export const AWS_OFFERS: readonly string[] = [
  "AmazonEC2",
  "AmazonEKS",
  "AWSELB",
  "AmazonVPC",
  "awskms",
  "AWSSecretsManager",
  "AmazonSageMaker",
  "AmazonDynamoDB",
];

/** A row of a list, by the names of its columns, which AWS writes in several ways: case and spaces do not count. */
type Row = ReadonlyMap<string, string>;

/** What the list calls an item by its usage type, without the prefix of the region; and ours. */
const BY_USAGE: readonly (readonly [usage: RegExp, item: string | ((match: RegExpExecArray) => string)])[] = [
  [/^EBS:VolumeUsage\.(gp2|gp3|io2|st1|sc1)$/, ([, type]) => `ebs/${type}`],
  [/^EBS:VolumeUsage\.piops$/, "ebs/io1"],
  [/^EBS:VolumeUsage$/, "ebs/standard"],
  [/^EBS:VolumeP-IOPS\.piops$/, "ebs/io1-iops"],
  [/^EBS:VolumeP-IOPS\.(gp3|io2)$/, ([, type]) => `ebs/${type}-iops`],
  [/^EBS:VolumeP-Throughput\.gp3$/, "ebs/gp3-throughput"],
  [/^NatGateway-Hours$/, "nat/gateway"],
  [/^AmazonEKS-Hours:perCluster$/, "eks/cluster"],
  [/^AmazonEKS-Hours:extendedSupport$/, "eks/extended-support"],
  [/^VpcEndpoint-Hours$/, "endpoint/interface"],
  [/^VpcEndpoint-GWLBE-Hours$/, "endpoint/gateway-load-balancer"],
  [/^PublicIPv4:InUseAddress$/, "ipv4/address"],
  [/^(?:[a-z]{2}(?:-[a-z]+)+-\d-)?KMS-Keys$/, "kms/key"],
  [/^AWSSecretsManager-Secrets?$/, "secret/secret"],
  [/^(Read|Write)CapacityUnit-Hrs$/, ([, what = ""]) => `dynamodb/${what.toLowerCase()}`],
  [/^Host:(ml\.[\w.-]+)$/, ([, type]) => `sagemaker/${type}`],
  [/^Host:VolumeUsage\.gp2$/, "sagemaker/storage"],
];

/** Hours of a load balancer, and not of its trust store (`TS-`), or of one on Outposts. */
const BALANCER_HOURS = /^(?!TS-)(?:[A-Z]{2,4}\d?-)?LoadBalancerUsage$/;

/** The first tier is that of what an account has free, and the second is the price. */
const FREE_AT_FIRST = "dynamodb/";

/** Load balancers have one usage type for all, and a family each. */
const BALANCERS: Readonly<Record<string, string>> = {
  "Load Balancer": "elb/classic",
  "Load Balancer-Application": "elb/application",
  "Load Balancer-Network": "elb/network",
  "Load Balancer-Gateway": "elb/gateway",
};

/**
 * Prices of the services in the region, by item; services that are not there are left out and said.
 *
 * @throws InputError when the list cannot be fetched, or is not what AWS writes
 */
export async function awsPrices(
  source: string,
  region: string,
  { limits, onMissing }: { readonly limits: DownloadLimits; readonly onMissing: (offer: string) => void },
): Promise<ReadonlyMap<string, number>> {
  const prices = new Map<string, number>();
  for (const offer of AWS_OFFERS) {
    const url = `${source}/offers/v1.0/aws/${offer}/current/${region}/index.csv`;
    try {
      for (const [item, price] of await offerPrices(url, region, limits)) {
        prices.set(item, price);
      }
    } catch (error) {
      if (!(error instanceof NotThereError) || offer === "AmazonEC2") {
        throw error;
      }
      onMissing(offer);
    }
  }
  return prices;
}

async function offerPrices(url: string, region: string, limits: DownloadLimits): Promise<ReadonlyMap<string, number>> {
  const prices = new Map<string, number>();
  const unsure = new Set<string>();
  let columns: readonly string[] | undefined;
  let number = 0;
  for await (const line of lines(url, limits)) {
    number++;
    // Most rows are of reserved machines: to take them apart would be most of the work.
    if (line === "" || (columns !== undefined && !line.includes("OnDemand"))) {
      continue;
    }
    const fields = fieldsOf(line);
    if (fields === undefined) {
      throw new InputError(url, `line ${number} is no line of a price list`);
    }
    if (columns === undefined) {
      // Some lines about the list itself come first.
      columns = fields[0] === "SKU" ? fields.map(plain) : undefined;
      continue;
    }
    const row = new Map(columns.map((column, index) => [column, fields[index] ?? ""]));
    const found = itemIn(row, region);
    if (found !== undefined) {
      const known = prices.get(found.item);
      if (known !== undefined && known !== found.price) {
        unsure.add(found.item);
      }
      prices.set(found.item, found.price);
    }
  }
  if (columns === undefined) {
    throw new InputError(url, "is no price list of AWS: it has no line of columns that begins with SKU");
  }
  // What the list says twice, and not alike, is something that we do not tell apart.
  for (const item of unsure) {
    prices.delete(item);
  }
  return prices;
}

function itemIn(row: Row, region: string): { readonly item: string; readonly price: number } | undefined {
  const at = (column: string) => row.get(plain(column)) ?? "";
  const price = Number(at("PricePerUnit"));
  const isElsewhere =
    (at("Region Code") !== "" && at("Region Code") !== region) ||
    (at("Location Type") !== "" && at("Location Type") !== "AWS Region");
  if (at("TermType") !== "OnDemand" || at("Currency") !== "USD" || isElsewhere || !(price > 0)) {
    return undefined;
  }
  const item = machineIn(at) ?? balancerIn(at) ?? usageIn(at("usageType"));
  const isFirstTier = at("StartingRange") === "" || Number(at("StartingRange")) === 0;
  if (!isFirstTier && item?.startsWith(FREE_AT_FIRST) !== true) {
    return undefined;
  }
  // Throughput is sold by the GiB/s, and provisioned by the MiB/s.
  return item === undefined ? undefined : { item, price: /^GiBps/i.test(at("Unit")) ? price / 1024 : price };
}

type Column = (column: string) => string;

function machineIn(at: Column): string | undefined {
  const isOnDemand =
    at("Product Family").startsWith("Compute Instance") &&
    at("Operating System") === "Linux" &&
    at("Tenancy") === "Shared" &&
    at("Pre Installed S/W") === "NA" &&
    at("CapacityStatus") === "Used" &&
    (at("MarketOption") === "" || at("MarketOption") === "OnDemand");
  return isOnDemand ? `ec2/${at("Instance Type")}` : undefined;
}

function balancerIn(at: Column): string | undefined {
  const family = at("Product Family");
  return BALANCER_HOURS.test(at("usageType")) && Object.hasOwn(BALANCERS, family) ? BALANCERS[family] : undefined;
}

/** The usage type begins with the region's short name, but in us-east-1: `EUW1-NatGateway-Hours`. */
function usageIn(usage: string): string | undefined {
  // `IA-` is no region, but the capacity of tables that are seldom read.
  const plainUsage = usage.replace(/^(?!IA-)(?:[A-Z]{2,4}\d?-|EU-)(?=[A-Z])/, "");
  for (const [pattern, item] of BY_USAGE) {
    const match = pattern.exec(plainUsage) ?? pattern.exec(usage);
    if (match !== null) {
      return typeof item === "string" ? item : item(match);
    }
  }
  return undefined;
}

function plain(column: string): string {
  return column.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

/** Fields of a line, quoted as AWS quotes them all; undefined when a quotation has no end. */
function fieldsOf(line: string): readonly string[] | undefined {
  const fields: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;
  for (let isLast = false; !isLast; ) {
    const match = field.exec(line);
    if (match === null) {
      return undefined;
    }
    fields.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    isLast = match[3] === "";
  }
  return fields;
}
