import { Estate } from "../../src/estate/estate";
import type { Attributes, Resource } from "../../src/estate/resource";
import { SECRET_FUNCTIONS } from "../../src/policy/functions-secrets";

const TOKEN = `hf_${"QmFzZTY0SXNOb3RBU2VjcmV0QXRBbGwx"}`;
const REFERENCE = { root: "plan", address: "random_password.p", attribute: "result" };

/** Secrets in a resource whose attributes at the paths were made from another one, as a plan knows them. */
function secretsIn(kind: string, attributes: Attributes, ...given: string[]): unknown {
  const resource: Resource = {
    root: "plan",
    address: `${kind}.it`,
    mode: "managed",
    kind,
    attributes,
    references: new Map(given.map((path) => [path, [REFERENCE]])),
    actions: [],
    meta: {},
    waivers: [],
    origin: { file: "plan.json" },
  };
  return SECRET_FUNCTIONS.secrets?.call([], { estate: new Estate([resource], []), resource, root: "plan" });
}

test("a password that stands in a plan as it was written is found", () => {
  expect(secretsIn("aws_db_instance", { password: "correct-horse-9-battery" })).toEqual([
    { attribute: "password", message: expect.stringContaining("23 characters") },
  ]);
});

test("a password that another resource has made is not written by anybody", () => {
  expect(secretsIn("aws_db_instance", { password: "correct-horse-9-battery" }, "password")).toEqual([]);
});

test("a token beside a reference in a script or in JSON is found", () => {
  const script = `export URL=https://models.example\nexport HF_TOKEN=${TOKEN}\n`;
  expect(secretsIn("aws_instance", { user_data: script }, "user_data")).toHaveLength(1);
  const definitions = JSON.stringify([{ environment: [{ name: "HF_TOKEN", value: TOKEN }] }]);
  expect(secretsIn("aws_ecs_task_definition", { container_definitions: definitions }, "container_definitions")).toEqual(
    [{ attribute: expect.stringContaining("container_definitions"), message: expect.stringContaining("Hugging Face") }],
  );
});

test("what a provider has made is not written by anybody", () => {
  expect(secretsIn("aws_iam_access_key", { secret: `AKIA${"Q3EGRZMVJ4TWXN5P"}` })).toEqual([]);
  expect(secretsIn("azurerm_storage_account", { primary_access_key: "correct-horse-9-battery" })).toEqual([]);
});
