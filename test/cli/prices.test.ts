import { existsSync, readFileSync } from "node:fs";
import { readPrices } from "../../src/change/cost/price-book";
import { pricesCommand } from "../../src/cli/prices";
import { awsList, awsMachine, PriceServer } from "../change/cost/price-server";
import { folderOf, removeFolders } from "../support/folder";

afterAll(removeFolders);

/** In this process: its loopback server answers while the command asks. */
async function prices(...args: readonly string[]): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const out: string[] = [];
  const errors: string[] = [];
  const stdout = jest.spyOn(process.stdout, "write").mockImplementation((text) => out.push(String(text)) > 0);
  const stderr = jest.spyOn(process.stderr, "write").mockImplementation((text) => errors.push(String(text)) > 0);
  const command = pricesCommand();
  for (const each of [command, ...command.commands]) {
    each.exitOverride().configureOutput({ writeErr: () => undefined });
  }
  try {
    await command.parseAsync(["node", "prices", ...args]);
  } finally {
    stdout.mockRestore();
    stderr.mockRestore();
    process.exitCode = undefined;
  }
  return { stdout: out.join(""), stderr: errors.join("") };
}

describe("prices update", () => {
  let server: PriceServer;
  beforeAll(async () => {
    server = await PriceServer.of(({ url = "" }, response) => {
      response.statusCode = url.includes("/AmazonEC2/current/eu-west-1/") ? 200 : 404;
      response.end(awsList(awsMachine("g6.xlarge", "0.8872")));
    });
  });
  afterAll(() => server.close());

  test("writes a file that diff takes as its prices", async () => {
    const file = `${folderOf({})}/prices.json`;
    const { stdout, stderr } = await prices(
      "update",
      "--region",
      "eu-west-1",
      "--source",
      `${server.url}/`,
      "--output",
      file,
    );
    expect(stdout).toBe("");
    expect(stderr).toContain("eu-west-1: the price list has no AmazonEKS\n");
    const price = readPrices(file).price("aws", "eu-west-1", "ec2/g6.xlarge");
    expect(price).toMatchObject({
      amount: 0.8872,
      list: { source: "AWS price list", asOf: new Date().toISOString().slice(0, 10) },
    });
  });

  test("writes to standard output without --output, and nothing but the prices", async () => {
    const { stdout } = await prices("update", "--region", "eu-west-1", "--source", server.url);
    expect(JSON.parse(stdout)).toMatchObject({
      format: "modelkeep-prices/1",
      lists: [{ prices: { aws: { "eu-west-1": { "ec2/g6.xlarge": 0.8872 } } } }],
    });
  });

  test("leaves the last file alone when a list cannot be had", async () => {
    const file = `${folderOf({ "prices.json": "mine" })}/prices.json`;
    const failed = prices("update", "--region", "eu-west-1,eu-west-9", "--source", server.url, "--output", file);
    await expect(failed).rejects.toMatchObject({ name: "InputError", problem: "the server answered 404" });
    expect(existsSync(file) && readFileSync(file, "utf8")).toBe("mine");
  });

  test.each([
    [["--region", "mars"], /"mars" is no region of AWS or of Google Cloud; see modelkeep prices update --help/],
    [["--region", ""], /is no region/],
    [["--region", "us-central1"], /--google-api-key: the price list of Google Cloud wants an API key/],
    [["--region", "eu-west-1", "--source", "ftp://prices"], /--source: is no http or https address/],
    [["--region", "eu-west-1", "--source", "http://me:pass@prices"], /--source: is no http or https address/],
    [["--region", "eu-west-1", "--timeout", "0"], /It must be a number of seconds/],
    [[], /required option '--region <region>' not specified/],
  ])("update %j is used wrongly", async (args, expected) => {
    const { GOOGLE_API_KEY: _, ...env } = process.env;
    const before = process.env;
    process.env = env;
    try {
      await expect(prices("update", ...args)).rejects.toThrow(expected);
    } finally {
      process.env = before;
    }
  });
});

describe("prices list", () => {
  test("says where prices come from, and of which day they are", async () => {
    const { stdout } = await prices("list");
    const lines = stdout.trimEnd().split("\n");
    expect(lines).toHaveLength(7);
    for (const line of lines) {
      expect(line).toMatch(/^20\d\d-\d\d-\d\d {2}\S.+: \d+ prices, \d+ regions? of (?:aws|google)$/);
    }
  });

  test("lists the prices of a region with their units, and those that hold everywhere", async () => {
    const { stdout } = await prices("list", "--region", "us-east-1");
    expect(stdout).toMatch(/^ec2\/g6\.xlarge +0\.8048 USD an hour +2026-07-20$/m);
    expect(stdout).toMatch(/^ebs\/gp3 +0\.08 USD a GB-month +\S+$/m);
    expect(stdout).toMatch(/^ebs\/gp3-iops +0\.005 USD an IOPS-month +\S+$/m);
    expect(stdout).toMatch(/^kms\/key +1 USD a month +\S+$/m);
  });

  test("lists a file of one's own before those of the package", async () => {
    const file = `${folderOf({
      "prices.json": {
        format: "modelkeep-prices/1",
        currency: "USD",
        lists: [{ source: "contract", asOf: "2026-11-01", prices: { aws: { "us-east-1": { "ec2/g6.xlarge": 0.6 } } } }],
      },
    })}/prices.json`;
    const { stdout } = await prices("list", "--region", "us-east-1", "--prices", file);
    expect(stdout).toMatch(/^ec2\/g6\.xlarge +0\.6 USD an hour +2026-11-01$/m);
  });

  test("warns of prices in a file that nothing asks for, and lists the others", async () => {
    const priced = { "ec2/g6.xlarge": 0.6, "rds/db.t3.medium": 0.1 };
    const lists = [
      { source: "contract", asOf: "2026-11-01", prices: { aws: { "us-east-1": priced, "eu-wset-1": {} } } },
    ];
    const json = { format: "modelkeep-prices/1", currency: "USD", lists };
    const file = `${folderOf({ "prices.json": json })}/prices.json`;
    const { stdout, stderr } = await prices("list", "--region", "us-east-1", "--prices", file);
    expect(stderr).toBe(
      `warning: ${file}: has prices that are never used: regions that there are not (eu-wset-1 of aws), and items that nothing ` +
        "is priced with (rds/db.t3.medium of aws)\n",
    );
    expect(stdout).toMatch(/^ec2\/g6\.xlarge +0\.6 USD an hour +2026-11-01$/m);
    expect((await prices("list", "--region", "us-east-1")).stderr).toBe("");
  });

  test("knows no other regions", async () => {
    await expect(prices("list", "--region", "mars")).rejects.toThrow(
      /mars: no list has prices of this region; those there are: .*us-east-1/,
    );
  });
});
