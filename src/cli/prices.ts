import { Command, InvalidArgumentError } from "commander";
import { collect } from "./choice";
import { KEY_VARIABLE } from "./google-api-key";

/** Options of `modelkeep prices update`, as commander gives them. */
export interface UpdateOptions {
  readonly region: readonly string[];
  readonly output?: string;
  readonly source?: string;
  readonly googleApiKey?: string;
  readonly timeout: number;
}

/** Options of `modelkeep prices list`. */
export interface ListOptions {
  readonly region?: string;
  readonly prices?: string;
}

const EXIT_CODES_OF_PRICES = `
Exit codes:
  0  printed, or written
  2  the usage is wrong, or a price list cannot be had: nothing is written`;

/** `modelkeep prices update|list` */
export function pricesCommand(): Command {
  return new Command("prices")
    .summary("the prices that diff computes with, and newer ones")
    .description("The prices that `modelkeep diff` computes costs with, and newer ones from the clouds' own lists.")
    .helpCommand(false)
    .addCommand(updateCommand())
    .addCommand(listCommand());
}

function updateCommand(): Command {
  return new Command("update")
    .description(
      "Fetches prices of regions: of AWS from its public price list, of Google Cloud from its Cloud Billing Catalog, which " +
        `wants an API key. What it writes goes to modelkeep diff --prices.`,
    )
    .requiredOption("--region <region>", "us-east-1, europe-west4, ...; may be given again, or with commas", collect)
    .option("--output <file>", "write the prices to the file, not to standard output")
    .option("--google-api-key <key>", `key for the Cloud Billing Catalog (default: what ${KEY_VARIABLE} holds)`)
    .option("--timeout <seconds>", "for each file that is fetched", seconds, 900)
    .option("--source <url>", "another server that has the same files: a mirror")
    .addHelpText(
      "after",
      `
The list of EC2 in one region is some hundred megabytes; it is read as it comes, and never kept.

Examples:
  modelkeep prices update --region eu-west-1 --output prices.json
  modelkeep prices update --region us-east-1,europe-west4 > prices.json
  modelkeep diff --plan plan.json --prices prices.json
${EXIT_CODES_OF_PRICES}`,
    )
    .action(async (options: UpdateOptions) => {
      const { updatePrices } = await import("./change-verbs");
      await updatePrices(options);
    });
}

function seconds(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > 86_400) {
    throw new InvalidArgumentError("It must be a number of seconds from 1 to 86400");
  }
  return number;
}

function listCommand(): Command {
  return new Command("list")
    .description("Lists where prices come from, and of which day they are; with --region, the prices themselves.")
    .option("--region <region>", "the prices of this region, and those that hold everywhere")
    .option("--prices <file>", "with a file of prices before those of the package")
    .addHelpText(
      "after",
      `
Examples:
  modelkeep prices list
  modelkeep prices list --region us-east-1
${EXIT_CODES_OF_PRICES}`,
    )
    .action(async (options: ListOptions) => {
      const { listPrices } = await import("./change-verbs");
      listPrices(options);
    });
}
