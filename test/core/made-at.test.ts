import { Construct } from "constructs";
import { madeAt, noteMaking, placeIn } from "../../src/core/made-at";
import { testStack } from "../support/stack";

class Made extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    noteMaking(this);
  }
}

test("a construct knows the line of the program that made it, and so does what is within it", () => {
  const made = new Made(testStack(), "made");
  const within = new Construct(made, "within");
  expect(madeAt(made)).toMatch(/^test\/core\/made-at\.test\.ts:\d+$/);
  expect(madeAt(within)).toBe(madeAt(made));
});

test("a construct that noted nothing, in scopes that noted nothing, was made nowhere", () => {
  expect(madeAt(new Construct(new Construct(undefined as never, ""), "plain"))).toBeUndefined();
});

test.each([
  ["a call", ["    at main (/app/other/main.ts:14:3)"], "/app/other/main.ts:14"],
  ["a bare place", ["/app/other/main.ts:14:3"], "/app/other/main.ts:14"],
  ["a module", ["    at file:///app/other/main.mts:7:16"], "/app/other/main.mts:7"],
  ["a path with spaces", ["    at Object.<anonymous> (/app/my app/main.ts:2:1)"], "/app/my app/main.ts:2"],
  ["below the working directory", [`    at f (${process.cwd()}/examples/main.ts:3:9)`], "examples/main.ts:3"],
  [
    "after packages, the library and Node",
    [
      "Error",
      "    at new Node (/app/node_modules/constructs/lib/construct.js:1:1)",
      `    at new Validator (${process.cwd()}/src/core/validation.ts:1:1)`,
      "    at Module._compile (node:internal/modules/cjs/loader:1105:14)",
      "    at main (/app/other/main.ts:5:1)",
    ],
    "/app/other/main.ts:5",
  ],
  ["nothing of the program", ["    at Module._compile (node:internal/modules/cjs/loader:1105:14)"], undefined],
  ["no trace", ["trace", "", "at nowhere"], undefined],
])("the place in a trace: %s", (_, frames, place) => {
  expect(placeIn(frames)).toBe(place);
});
