import type { RequestListener } from "node:http";
import { gzipSync } from "node:zlib";
import { AWS_OFFERS } from "../../../src/change/cost/aws-price-source";
import { machineShapes } from "../../../src/change/cost/google-machine-shapes";
import { bundledPrices } from "../../../src/change/cost/price-book";
import { cloudOfRegion, type PriceUpdate, updatedPrices } from "../../../src/change/cost/price-update";
import { awsList, awsMachine, awsRow, googleSku, PriceServer } from "./price-server";

let server: PriceServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function update(answer: RequestListener, rest: Partial<PriceUpdate> = {}) {
  server = await PriceServer.of(answer);
  const said: string[] = [];
  const lists = await updatedPrices({
    regions: ["eu-west-1"],
    asOf: "2026-11-21",
    source: server.url,
    timeout: 5_000,
    onProgress: (text) => said.push(text),
    ...rest,
  });
  return { lists, said };
}

/** Serves these lists of AWS by the names of their offers, and nothing else. */
function serve(offers: Readonly<Record<string, string>>): RequestListener {
  return ({ url = "" }, response) => {
    const offer = /^\/offers\/v1\.0\/aws\/(\w+)\/current\/eu-west-1\/index\.csv$/.exec(url)?.[1] ?? "";
    const list = Object.hasOwn(offers, offer) ? offers[offer] : undefined;
    response.statusCode = list === undefined ? 403 : 200;
    response.end(list);
  };
}

describe("of AWS", () => {
  test.each([
    ["AmazonEC2", awsMachine("g5.xlarge", "1.1230000000"), "ec2/g5.xlarge", 1.123],
    [
      "AmazonEC2",
      awsRow({
        "Product Family": "Storage",
        usageType: "EU-EBS:VolumeUsage.gp3",
        Unit: "GB-Mo",
        PricePerUnit: "0.088",
      }),
      "ebs/gp3",
      0.088,
    ],
    ["AmazonEC2", awsRow({ usageType: "EU-EBS:VolumeUsage.piops", PricePerUnit: "0.138" }), "ebs/io1", 0.138],
    ["AmazonEC2", awsRow({ usageType: "EU-EBS:VolumeP-IOPS.gp3", PricePerUnit: "0.0055" }), "ebs/gp3-iops", 0.0055],
    // 45.056 for a GiB/s are 0.044 for a MiB/s
    [
      "AmazonEC2",
      awsRow({ usageType: "EU-EBS:VolumeP-Throughput.gp3", Unit: "GiBps-mo", PricePerUnit: "45.056" }),
      "ebs/gp3-throughput",
      0.044,
    ],
    [
      "AmazonEC2",
      awsRow({ "Product Family": "NAT Gateway", usageType: "EU-NatGateway-Hours", PricePerUnit: "0.048" }),
      "nat/gateway",
      0.048,
    ],
    ["AmazonEKS", awsRow({ usageType: "EU-AmazonEKS-Hours:perCluster", PricePerUnit: "0.1" }), "eks/cluster", 0.1],
    [
      "AmazonEKS",
      awsRow({ usageType: "EU-AmazonEKS-Hours:extendedSupport", PricePerUnit: "0.5" }),
      "eks/extended-support",
      0.5,
    ],
    [
      "AWSELB",
      awsRow({ "Product Family": "Load Balancer-Network", usageType: "EU-LoadBalancerUsage", PricePerUnit: "0.0252" }),
      "elb/network",
      0.0252,
    ],
    ["AmazonVPC", awsRow({ usageType: "EU-VpcEndpoint-Hours", PricePerUnit: "0.011" }), "endpoint/interface", 0.011],
    ["awskms", awsRow({ usageType: "eu-west-1-KMS-Keys", PricePerUnit: "1" }), "kms/key", 1],
    [
      "AWSSecretsManager",
      awsRow({ usageType: "EUW1-AWSSecretsManager-Secrets", PricePerUnit: "0.4" }),
      "secret/secret",
      0.4,
    ],
    [
      "AmazonSageMaker",
      awsRow({ usageType: "EU-Host:ml.g5.xlarge", PricePerUnit: "1.572" }),
      "sagemaker/ml.g5.xlarge",
      1.572,
    ],
    [
      "AmazonSageMaker",
      awsRow({ usageType: "EUW1-Host:ml.g6.xlarge", PricePerUnit: "1.3" }),
      "sagemaker/ml.g6.xlarge",
      1.3,
    ],
    [
      "AmazonDynamoDB",
      awsRow({ usageType: "EU-WriteCapacityUnit-Hrs", StartingRange: "18600", PricePerUnit: "0.000735" }),
      "dynamodb/write",
      0.000735,
    ],
  ])("%s has %s", async (offer, row, item, expected) => {
    const { lists, said } = await update(serve({ AmazonEC2: awsList(), [offer]: awsList(row) }));
    expect(lists).toMatchObject([{ source: "AWS price list", asOf: "2026-11-21" }]);
    const items = lists[0]?.prices.aws?.get("eu-west-1");
    expect([...(items?.keys() ?? [])]).toEqual([item]);
    expect(items?.get(item)).toBeCloseTo(expected, 10);
    expect(said).toContain("eu-west-1: 1 prices");
    expect(said.filter((text) => text.includes("has no"))).toHaveLength(
      AWS_OFFERS.length - (offer === "AmazonEC2" ? 1 : 2),
    );
  });

  test("capacity of DynamoDB costs what it does beyond the units that are free, in tables of the usual class", async () => {
    const row = (usageType: string, StartingRange: string, PricePerUnit: string) =>
      awsRow({ usageType, StartingRange, PricePerUnit });
    const rows = [
      row("ReadCapacityUnit-Hrs", "0", "0.0000000000"),
      row("ReadCapacityUnit-Hrs", "18600", "0.00013"),
      row("IA-ReadCapacityUnit-Hrs", "0", "0.00016"),
      row("EU-IA-WriteCapacityUnit-Hrs", "0", "0.00081"),
      row("EU-ReplWriteCapacityUnit-Hrs", "0", "0.00065"),
    ];
    const { lists } = await update(serve({ AmazonEC2: awsList(), AmazonDynamoDB: awsList(...rows) }));
    expect([...(lists[0]?.prices.aws?.get("eu-west-1") ?? [])]).toEqual([["dynamodb/read", 0.00013]]);
  });

  test.each([
    ["reserved machines", { TermType: "Reserved" }],
    ["dedicated machines", { Tenancy: "Dedicated" }],
    ["machines with Windows", { "Operating System": "Windows" }],
    ["machines with SQL Server", { "Pre Installed S/W": "SQL Web" }],
    ["capacity that is reserved and not used", { CapacityStatus: "UnusedCapacityReservation" }],
    ["machines in a local zone", { "Location Type": "AWS Local Zone" }],
    ["machines of another region", { "Region Code": "eu-west-2" }],
    ["prices of a further tier", { StartingRange: "100" }],
    ["prices in another currency", { Currency: "CNY" }],
    ["prices of nothing", { PricePerUnit: "0.0000000000" }],
    ["prices that are no number", { PricePerUnit: "free" }],
  ])("%s are not taken", async (_, rest) => {
    const rows = [awsMachine("m7i.large", "0.1124"), awsMachine("g5.xlarge", "9", rest)];
    const { lists } = await update(serve({ AmazonEC2: awsList(...rows) }));
    expect([...(lists[0]?.prices.aws?.get("eu-west-1") ?? [])]).toEqual([["ec2/m7i.large", 0.1124]]);
  });

  test("what the list says twice, and not alike, has no price", async () => {
    const rows = ["0.5", "0.6"].map((price) => awsMachine("g5.xlarge", price));
    const { lists } = await update(serve({ AmazonEC2: awsList(...rows, awsMachine("m7i.large", "0.1124")) }));
    expect([...(lists[0]?.prices.aws?.get("eu-west-1")?.keys() ?? [])]).toEqual(["ec2/m7i.large"]);
  });

  test.each(["TS-LoadBalancerUsage", "EU-TS-LoadBalancerUsage", "EU-Outposts-LoadBalancerUsage"])(
    "hours of a load balancer are not those of %s",
    async (usageType) => {
      const family = { "Product Family": "Load Balancer-Application" };
      const rows = [
        awsRow({ ...family, usageType, PricePerUnit: "0.0056" }),
        awsRow({ ...family, usageType: "EU-LoadBalancerUsage", PricePerUnit: "0.0252" }),
        awsRow({ ...family, usageType: "EU-LCUUsage", PricePerUnit: "0.008" }),
      ];
      const { lists } = await update(serve({ AmazonEC2: awsList(), AWSELB: awsList(...rows) }));
      expect([...(lists[0]?.prices.aws?.get("eu-west-1") ?? [])]).toEqual([["elb/application", 0.0252]]);
    },
  );

  test("a list may come packed", async () => {
    const { lists } = await update((request, response) => {
      expect(request.headers["accept-encoding"]).toBe("gzip");
      response.statusCode = request.url?.includes("AmazonEC2") === true ? 200 : 404;
      response.setHeader("content-encoding", "gzip");
      response.end(gzipSync(awsList(awsMachine("m7i.large", "0.1124"))));
    });
    expect(lists[0]?.prices.aws?.get("eu-west-1")?.get("ec2/m7i.large")).toBe(0.1124);
  });
});

describe("what is no price list is one line, and nothing is made of it", () => {
  const bad = (answer: RequestListener, rest?: Partial<PriceUpdate>) => expect(update(answer, rest)).rejects;
  const error = (expected: RegExp) =>
    expect.objectContaining({ name: "InputError", message: expect.stringMatching(expected) });

  test.each([
    ["a page", "<html><body>Sign in</body></html>", /is no price list of AWS/],
    ["an empty answer", "", /is no price list of AWS/],
    ["a list whose quotation has no end", `${awsList()}"ABC,"OnDemand`, /line 7 is no line of a price list/],
    [
      "a list without what is priced",
      awsList(awsRow({ usageType: "Other", PricePerUnit: "1" })),
      /has nothing in it for the region/,
    ],
    ["a line without an end", "x".repeat(2 * 1024 * 1024), /a line of it has no end/],
  ])("%s", async (_, list, expected) => {
    await bad(serve({ AmazonEC2: list })).toEqual(error(expected));
  });

  test.each([
    [403, /the server answered 403$/],
    [500, /the server answered 500$/],
    [302, /the server answered 302, a redirection, which is not followed/],
  ])("an answer of %d", async (status, expected) => {
    await bad((_, response) => {
      response.statusCode = status;
      response.end();
    }).toEqual(error(expected));
  });

  test("a connection that breaks in the middle", async () => {
    await bad((_, response) => {
      response.setHeader("content-length", 100_000);
      response.write(awsList(awsMachine("m7i.large", "0.1124")));
      setTimeout(() => response.destroy(), 50);
    }).toEqual(error(/the connection was closed before the end/));
  });

  test("a packed list that breaks in the middle", async () => {
    await bad((_, response) => {
      response.setHeader("content-encoding", "gzip");
      response.end(gzipSync(awsList(awsMachine("m7i.large", "0.1124"))).subarray(0, 60));
    }).toEqual(error(/the connection was closed before the end|broken gzip/));
  });

  test("a server that never answers", async () => {
    await bad(() => undefined, { timeout: 300 }).toEqual(error(/no answer for 0 seconds|not complete after 0 seconds/));
  });

  test("a server that is not there", async () => {
    await bad(() => undefined, { source: "http://127.0.0.1:1" }).toEqual(error(/the connection was refused/));
  });
});

describe("of Google Cloud", () => {
  const nanos = (amount: number) => ({ units: "0", nanos: Math.round(amount * 1e9) });
  const CATALOG = [
    googleSku("G2 Instance Core running in Americas", nanos(0.024988)),
    googleSku("G2 Instance Ram running in Americas", nanos(0.002927)),
    googleSku("Nvidia L4 GPU running in Americas", nanos(0.56004)),
    googleSku("E2 Instance Core running in Americas", nanos(0.02181159)),
    googleSku("E2 Instance Ram running in Americas", nanos(0.00292353)),
    googleSku("Nvidia Tesla T4 GPU running in Americas", nanos(0.35)),
    googleSku("Balanced PD Capacity", nanos(0.1)),
    googleSku("Storage PD Capacity", nanos(0.04)),
    googleSku("Regional Storage PD Capacity", nanos(0.08)),
    googleSku("Spot Preemptible E2 Instance Core running in Americas", nanos(0.001), {
      category: { usageType: "Preemptible" },
    }),
    googleSku("Nvidia Tesla T4 GPU attached to DWS Defined Duration VMs running in Americas", nanos(0.1)),
    googleSku("N2 Instance Core running in London", nanos(0.04), { serviceRegions: ["europe-west2"] }),
    googleSku("Nvidia Tesla V100 GPU running in Americas", { units: "2", nanos: 480_000_000 }),
  ];
  const google: Partial<PriceUpdate> = { regions: ["us-central1"], googleApiKey: "secret-key" };

  /** Serves the units of Compute Engine, those of Vertex AI, and no other service. */
  const services = (compute: readonly object[], vertex: readonly object[]): RequestListener => {
    return ({ url = "" }, response) => {
      const service = /^\/v1\/services\/([\w-]+)\/skus\?/.exec(url)?.[1];
      const skus = service === "6F81-5844-456A" ? compute : service === "C7E2-9256-1C43" ? vertex : undefined;
      response.statusCode = skus === undefined ? 404 : 200;
      response.end(JSON.stringify({ skus }));
    };
  };

  test("machines are the sum of what they are made of, page by page, and the key is in no address", async () => {
    const asked: string[] = [];
    const { lists } = await update((request, response) => {
      asked.push(request.url ?? "");
      expect(request.headers["x-goog-api-key"]).toBe("secret-key");
      const isSecond = request.url?.includes("pageToken=two%2Fmore") === true;
      const isVertex = request.url?.includes("C7E2-9256-1C43") === true;
      const skus = isVertex ? [] : isSecond ? CATALOG.slice(4) : CATALOG.slice(0, 4);
      response.end(JSON.stringify({ skus, ...(isSecond ? {} : { nextPageToken: "two/more" }) }));
    }, google);
    // Two pages of each service.
    expect(asked).toHaveLength(4);
    expect(asked.join()).not.toContain("secret-key");
    const items = lists[0]?.prices.google?.get("us-central1");
    // 4 cores, 16 GB and one L4: 4 x 0.024988 + 16 x 0.002927 + 0.56004
    expect(items?.get("gce/g2-standard-4")).toBeCloseTo(0.706824, 9);
    // 4 x 0.02181159 + 16 x 0.00292353
    expect(items?.get("gce/e2-standard-4")).toBeCloseTo(0.13402284, 9);
    expect(items?.get("gpu/nvidia-tesla-t4")).toBe(0.35);
    expect(items?.get("gpu/nvidia-tesla-v100")).toBe(2.48);
    expect(items?.get("disk/pd-standard")).toBe(0.04);
    expect(items?.has("gce/n2-standard-4")).toBe(false);
  });

  test("what the catalog says twice, and not alike, has no price", async () => {
    const twice = googleSku("Nvidia Tesla V100 GPU running in Iowa", nanos(2.5));
    const same = googleSku("Nvidia Tesla T4 GPU running in Iowa", nanos(0.35));
    const { lists } = await update(services([...CATALOG, twice, same], []), google);
    const items = lists[0]?.prices.google?.get("us-central1");
    expect(items?.has("gpu/nvidia-tesla-v100")).toBe(false);
    expect(items?.get("gpu/nvidia-tesla-t4")).toBe(0.35);
  });

  describe("online prediction on Vertex AI", () => {
    const online = (unit: string, price: number, rest: object = {}) =>
      googleSku(`Vertex AI: Online/Batch Prediction ${unit}`, { units: "0", nanos: Math.round(price * 1e9) }, rest);
    const parts = (family: string, core: number, ram: number) => [
      online(`${family} Instance Core running in Americas`, core),
      online(`${family} Instance Ram running in Americas`, ram),
    ];
    const vertexOf = async (...vertex: readonly object[]) => {
      const { lists, said } = await update(services(CATALOG, vertex), google);
      const items = [...(lists[0]?.prices.google?.get("us-central1") ?? [])];
      return { items: new Map(items.filter(([item]) => item.startsWith("vertex"))), all: new Map(items), said };
    };

    test.each<[string, readonly object[], string, number]>([
      // 26 x 0.03 + 234 x 0.0025 + 11
      [
        "A3 High",
        [
          ...parts("A3 Predefined", 0.03, 0.0025),
          googleSku("Vertex AI: Online/Batch Prediction Nvidia H100 80gb GPU running in Iowa", {
            units: "11",
            nanos: 0,
          }),
        ],
        "vertex/a3-highgpu-1g",
        12.365,
      ],
      // 52 x 0.03 + 468 x 0.0025 + 2 x 0.5
      [
        "A3 High with two GPUs",
        [...parts("A3 Predefined", 0.03, 0.0025), online("Nvidia H100 80gb GPU running in Iowa", 0.5)],
        "vertex/a3-highgpu-2g",
        3.73,
      ],
      // 96 x 0.01 + 1360 x 0.001 + 8 x 0.5
      [
        "A2 Ultra",
        [...parts("A2", 0.01, 0.001), online("Nvidia A100 80gb GPU running in Iowa", 0.5)],
        "vertex/a2-ultragpu-8g",
        6.32,
      ],
      // 12 x 0.01 + 85 x 0.001 + 0.75
      [
        "A2 with A100 of 40 GB",
        [...parts("A2", 0.01, 0.001), online("Nvidia Tesla A100 GPU running in Americas", 0.75)],
        "vertex/a2-highgpu-1g",
        0.955,
      ],
      // 24 x 0.03 + 96 x 0.003 + 2 x 0.6
      [
        "G2",
        [...parts("G2", 0.03, 0.003), online("Nvidia L4 GPU running in Iowa", 0.6)],
        "vertex/g2-standard-24",
        2.208,
      ],
      // 4 x 0.04 + 15 x 0.005
      ["N1", parts("N1 Predefined", 0.04, 0.005), "vertex/n1-standard-4", 0.235],
      // 8 x 0.02 + 64 x 0.003
      ["E2", parts("E2", 0.02, 0.003), "vertex/e2-highmem-8", 0.352],
      // 2 x 0.03 + 8 x 0.004
      ["N2D", parts("N2D AMD", 0.03, 0.004), "vertex/n2d-standard-2", 0.092],
      [
        "GPUs that are attached",
        [online("Nvidia Tesla T4 GPU running in Iowa", 0.4)],
        "vertex-gpu/nvidia-tesla-t4",
        0.4,
      ],
    ])("%s", async (_, vertex, item, expected) => {
      const { items, all, said } = await vertexOf(...vertex);
      expect(items.get(item)).toBeCloseTo(expected, 9);
      // Those of Compute Engine stay what they are.
      expect(all.get("gce/g2-standard-4")).toBeCloseTo(0.706824, 9);
      expect(said).not.toContain("us-central1: the price list has no Vertex AI");
    });

    test.each<[string, readonly object[]]>([
      ["a machine without a price of its GPUs", parts("A3 Predefined", 0.03, 0.0025)],
      ["a machine without a price of its memory", [online("N1 Predefined Instance Core running in Americas", 0.04)]],
      [
        "a machine of A2 Ultra, with the price of another A100",
        [online("A2 Instance Core running in Americas", 0.01), online("Nvidia A100 80gb GPU running in Iowa", 0.5)],
      ],
      ["GPUs that come with a machine type", [online("Nvidia L4 GPU running in Iowa", 0.6)]],
      [
        "training",
        ["Core", "Ram"].map((what) =>
          googleSku(`Vertex AI: Training/Pipelines on N1 Predefined Instance ${what} running in Iowa`, nanos(0.04)),
        ),
      ],
      [
        "units of Compute Engine in this service",
        ["Core", "Ram"].map((what) => googleSku(`N1 Predefined Instance ${what} running in Iowa`, nanos(0.04))),
      ],
      [
        "a management fee",
        [
          online("management fee on N1 Instance Core in Iowa", 0.004),
          online("management fee on N1 Instance RAM in Iowa", 0.0004),
          online("management fee on NVIDIA TESLA T4 in Iowa", 0.06),
        ],
      ],
      [
        "spot machines",
        [
          ...parts("Spot N1 Predefined", 0.01, 0.001),
          online("Nvidia Tesla T4 GPU attached to DWS Defined Duration VMs running in Iowa", 0.1),
          online("Nvidia Tesla T4 GPU running in Iowa", 0.1, { category: { usageType: "Preemptible" } }),
        ],
      ],
      ["another region", [online("Nvidia Tesla T4 GPU running in London", 0.4, { serviceRegions: ["europe-west2"] })]],
    ])("has no price from %s, and says so", async (_, vertex) => {
      const { items, all, said } = await vertexOf(...vertex);
      expect([...items]).toEqual([]);
      expect(all.get("gce/g2-standard-4")).toBeCloseTo(0.706824, 9);
      expect(said).toContain("us-central1: the price list has no Vertex AI");
    });

    test("is left out, and said, when a mirror has no such service", async () => {
      const { lists, said } = await update((request, response) => {
        response.statusCode = request.url?.includes("6F81-5844-456A") === true ? 200 : 404;
        response.end(JSON.stringify({ skus: CATALOG }));
      }, google);
      expect(lists[0]?.prices.google?.get("us-central1")?.get("gpu/nvidia-tesla-t4")).toBe(0.35);
      expect(said).toContain("us-central1: the price list has no Vertex AI");
    });

    test("is not left out when its server fails", async () => {
      const failed = update((request, response) => {
        response.statusCode = request.url?.includes("6F81-5844-456A") === true ? 200 : 500;
        response.end(JSON.stringify({ skus: CATALOG }));
      }, google);
      await expect(failed).rejects.toThrow(/the server answered 500/);
    });
  });

  test.each([
    ["what is no JSON", "<html>", /us-central1|skus|line 1/],
    ["what has no units", JSON.stringify({ error: { code: 400 } }), /has no list of "skus"/],
    [
      "units of no known shape",
      JSON.stringify({ skus: [null, 1, {}, { description: 3 }] }),
      /has nothing in it for the region/,
    ],
  ])("%s is refused in one line", async (_, body, expected) => {
    const failed = update((_request, response) => response.end(body), google);
    await expect(failed).rejects.toEqual(
      expect.objectContaining({ name: "InputError", message: expect.stringMatching(expected) }),
    );
    await expect(failed).rejects.toEqual(
      expect.objectContaining({ message: expect.not.stringContaining("secret-key") }),
    );
  });

  test("without a key nothing is asked", async () => {
    await expect(update(() => undefined, { regions: ["us-central1"] })).rejects.toThrow(/wants an API key/);
  });

  // In one region, types of a family are sums of the same units: two of them say what the third costs.
  test.each([
    ["e2-standard-4", "e2-highcpu-4", "e2-highmem-8"],
    ["n2-standard-4", "n2-highcpu-4", "n2-highmem-8"],
    ["n1-standard-4", "n1-highcpu-4", "n1-highmem-8"],
    ["n2d-standard-4", "n2d-highcpu-4", "n2d-highmem-8"],
  ])("the shapes of %s and %s say the price of %s in the list of the package", (one, other, third) => {
    const shapes = machineShapes();
    const book = bundledPrices();
    const [a, b, c] = [one, other, third].map((name) => {
      const [shape, price] = [shapes.get(name), book.price("google", "us-central1", `gce/${name}`)];
      expect([name, shape, price]).not.toContain(undefined);
      return { cores: shape?.cores ?? 0, memory: shape?.memoryGb ?? 0, price: price?.amount ?? 0 };
    });
    if (a === undefined || b === undefined || c === undefined) {
      throw new Error("three are asked");
    }
    const determinant = a.cores * b.memory - b.cores * a.memory;
    const core = (a.price * b.memory - b.price * a.memory) / determinant;
    const ram = (a.cores * b.price - b.cores * a.price) / determinant;
    expect(c.cores * core + c.memory * ram).toBeCloseTo(c.price, 4);
  });
});

test.each([
  ["us-east-1", "aws"],
  ["us-gov-west-1", "aws"],
  ["ap-southeast-2", "aws"],
  ["us-central1", "google"],
  ["northamerica-northeast2", "google"],
  ["europe-west12", "google"],
  ["us-east-1a", undefined],
  ["../etc", undefined],
  ["", undefined],
] as const)("%s is a region of %s", (region, cloud) => {
  expect(cloudOfRegion(region)).toBe(cloud);
});
