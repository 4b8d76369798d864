import { patternCovers } from "./wildcard";

/** What an action does, as AWS says it. */
export type AccessLevel = "read" | "write" | "permissions";

const LEVELS: readonly AccessLevel[] = ["read", "write", "permissions"];

/** A service and the places of its actions in the table. */
export interface ServiceRange {
  readonly service: string;
  readonly start: number;
  readonly end: number;
}

/** All actions of AWS, by number: sets of actions are lists of numbers. */
export class ActionTable {
  public readonly services: readonly ServiceRange[];
  private readonly names: string[] = [];
  private readonly lower: string[] = [];
  private readonly levels: AccessLevel[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly ranges = new Map<string, ServiceRange>();
  private readonly expanded = new Map<string, readonly number[]>();

  constructor(text: string) {
    this.services = text.split("\n").map((line) => this.addService(line));
  }

  public get size(): number {
    return this.names.length;
  }

  /** `s3:GetObject` */
  public name(number: number): string {
    return this.names[number] ?? "";
  }

  public level(number: number): AccessLevel {
    return this.levels[number] ?? "write";
  }

  /** The actions that the pattern stands for, in the order of the table; IAM reads names without regard to case. */
  public expand(pattern: string): readonly number[] {
    const lower = pattern.toLowerCase();
    if (!/[*?]/.test(lower)) {
      const number = this.numbers.get(lower);
      return number === undefined ? [] : [number];
    }
    let numbers = this.expanded.get(lower);
    if (numbers === undefined) {
      numbers = this.matching(lower);
      this.expanded.set(lower, numbers);
    }
    return numbers;
  }

  private matching(pattern: string): readonly number[] {
    const service = pattern.slice(0, Math.max(pattern.indexOf(":"), 0));
    const { start, end } = /^[^*?]+$/.test(service)
      ? (this.ranges.get(service) ?? { start: 0, end: 0 })
      : { start: 0, end: this.size };
    const numbers: number[] = [];
    for (let number = start; number < end; number++) {
      if (patternCovers(pattern, this.lower[number] ?? "")) {
        numbers.push(number);
      }
    }
    return numbers;
  }

  private addService(line: string): ServiceRange {
    const [service = "", ...fields] = line.split("|");
    const start = this.names.length;
    for (const [index, field] of fields.entries()) {
      for (const name of field.split(" ").filter((each) => each !== "")) {
        const action = `${service}:${name}`;
        this.numbers.set(action.toLowerCase(), this.names.length);
        this.names.push(action);
        this.lower.push(action.toLowerCase());
        this.levels.push(LEVELS[index] ?? "write");
      }
    }
    const range = { service, start, end: this.names.length };
    this.ranges.set(service, range);
    return range;
  }
}

let table: ActionTable | undefined;

/** The table of AWS. It is half a megabyte: a change without policies of AWS does not load it. */
export function actionTable(): ActionTable {
  table ??= new ActionTable((require("./iam-actions") as typeof import("./iam-actions")).IAM_ACTIONS);
  return table;
}
