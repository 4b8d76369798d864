import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A server of a test on this machine, which serves price lists made by hand. */
export class PriceServer {
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  public static async of(answer: RequestListener): Promise<PriceServer> {
    const server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new PriceServer(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  public close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

const COLUMNS = [
  "SKU",
  "TermType",
  "StartingRange",
  "Unit",
  "PricePerUnit",
  "Currency",
  "Product Family",
  "Location Type",
  "Instance Type",
  "Tenancy",
  "Operating System",
  "CapacityStatus",
  "Pre Installed S/W",
  "usageType",
  "Region Code",
] as const;

/** A row of AWS's list: what is not said is what most rows have. */
export function awsRow(row: Partial<Record<(typeof COLUMNS)[number], string>>): string {
  const usual: Record<string, string> = {
    SKU: "ABC",
    TermType: "OnDemand",
    StartingRange: "0",
    Unit: "Hrs",
    Currency: "USD",
    "Location Type": "AWS Region",
    "Region Code": "eu-west-1",
  };
  return COLUMNS.map((column) => `"${row[column] ?? usual[column] ?? ""}"`).join(",");
}

/** A machine on demand, shared, with Linux. */
export function awsMachine(type: string, price: string, rest: Parameters<typeof awsRow>[0] = {}): string {
  return awsRow({
    "Product Family": "Compute Instance",
    "Instance Type": type,
    Tenancy: "Shared",
    "Operating System": "Linux",
    CapacityStatus: "Used",
    "Pre Installed S/W": "NA",
    usageType: `EU-BoxUsage:${type}`,
    PricePerUnit: price,
    ...rest,
  });
}

/** A list as AWS writes it, with the lines about itself first. */
export function awsList(...rows: readonly string[]): string {
  return [
    '"FormatVersion","v1.0"',
    '"Disclaimer","This pricing list is for informational purposes only. Prices, ""as is""."',
    '"Publication Date","2026-11-18T00:00:00Z"',
    '"Version","20261118000000"',
    '"OfferCode","AmazonEC2"',
    COLUMNS.map((column) => `"${column}"`).join(","),
    ...rows,
    "",
  ].join("\n");
}

/** A unit of Google's catalog. */
export function googleSku(description: string, price: { units?: string; nanos?: number }, rest: object = {}): object {
  return {
    description,
    category: { resourceFamily: "Compute", usageType: "OnDemand" },
    serviceRegions: ["us-central1"],
    pricingInfo: [{ pricingExpression: { usageUnit: "h", tieredRates: [{ startUsageAmount: 0, unitPrice: price }] } }],
    ...rest,
  };
}
