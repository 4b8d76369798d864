import { InvalidArgumentError } from "commander";

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
