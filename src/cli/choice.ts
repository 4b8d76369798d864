import { type Command, InvalidArgumentError } from "commander";
import { UsageError } from "./usage-error";

/** Takes one of the words and nothing else, for an option of commander. */
export function oneOf<T extends string>(words: readonly T[]): (text: string) => T {
  return (text) => {
    const word = words.find((each) => each === text);
    if (word === undefined) {
      throw new InvalidArgumentError(`It must be one of ${words.join(", ")}`);
    }
    return word;
  };
}

/** Collects an option that may be given again, and words with commas between them. */
export function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [
    ...before,
    ...text
      .split(",")
      .map((word) => word.trim())
      .filter((word) => word !== ""),
  ];
}

/** Collects an option that may be given again. */
export function append(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** Parsers that keep what was said before. */
const COLLECTING: readonly unknown[] = [collect, append];

/**
 * Has every other option of the command refuse a second, different value. Commander takes the last one: a guard, a limit
 * or a file that was named before would be dropped without a word.
 */
export function refuseSecondValues(command: Command, name: string): void {
  for (const option of command.options) {
    const parse = option.parseArg;
    if (!option.required || COLLECTING.includes(parse)) {
      continue;
    }
    option.argParser((text: string, before: unknown) => {
      const value: unknown = parse === undefined ? text : parse(text, before);
      const isSaid = command.getOptionValueSource(option.attributeName()) === "cli";
      // The values are not shown: one of them may be an API key.
      if (isSaid && value !== before) {
        throw new UsageError(`--${option.name()}: given twice, with different values; it takes one`, name);
      }
      return value;
    });
  }
}
