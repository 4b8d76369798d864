import { InputError } from "../estate/input-error";
import { readControlFiles } from "../policy/custom-controls";
import { controlsOfAllProfiles } from "../policy/profiles";
import { type CaseResult, testControls, untested } from "../policy/test-controls";

/** What the cases of some files came to. */
export interface TestedFiles {
  readonly report: string;
  readonly warnings: readonly string[];
  readonly isPassed: boolean;
}

/**
 * Runs the cases of the controls in the files.
 *
 * @throws InputError for a file that is no file of controls
 */
export async function testFiles(files: readonly string[]): Promise<TestedFiles> {
  const lines: string[] = [];
  const warnings: string[] = [];
  const results: CaseResult[] = [];
  for (const parsed of readControlFiles(new Set(files), controlsOfAllProfiles())) {
    const { file } = parsed;
    warnings.push(...untested(parsed).map((gap) => `${file}: ${gap}`));
    const inFile = testControls(file, parsed.cases);
    results.push(...inFile);
    lines.push(...inFile.map((result) => lineOf(file, result)));
  }
  if (results.length === 0) {
    throw new InputError(files.join(", "), "no control in it has a case, so nothing is tested");
  }
  const failed = results.filter(({ isPassed }) => !isPassed).length;
  lines.push(`${results.length - failed} ok, ${failed} failed`);
  return { report: `${lines.join("\n")}\n`, warnings, isPassed: failed === 0 };
}

function lineOf(file: string, { tested, isPassed, said }: CaseResult): string {
  const place = `${file}:${tested.line}: ${tested.control.id}: ${tested.name}`;
  const text = isPassed ? `ok      ${place}` : `failed  ${place}: expected ${tested.expect}, got: ${said}`;
  return text.replaceAll(/\p{Cc}/gu, "?");
}
