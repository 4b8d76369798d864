import { runSimulation } from "@cloud-copilot/iam-simulate";
import fc from "fast-check";
import { permissionsOf } from "../../../src/change/permissions/permissions";
import { patternCovers } from "../../../src/change/permissions/wildcard";
import type { Permission } from "../../../src/change/report";
import type { EstateSource } from "../../support/estates";
import { ACCOUNT, POLICY_VERSION, session } from "../../support/principals";
import { sidesOf } from "../../support/sides";

/** The simulator is the judge: what IAM refuses before and allows after is gained, and nothing else. */

const QUEUE = `arn:aws:sqs:eu-west-1:${ACCOUNT}:`;

/** Of each branch there is one that no narrower pattern names: a wider one always gives something more. */
const PATTERNS = ["*", `${QUEUE}a*`, `${QUEUE}a1`, `${QUEUE}b*`, `${QUEUE}b1`];
const RESOURCES = ["a1", "a2", "b1", "b2", "c1"].map((name) => `${QUEUE}${name}`);
const ACTIONS = ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:GetQueueUrl", "sqs:PurgeQueue"];
const ACTION_PATTERNS = ["*", "sqs:*", "sqs:*Message", "SQS:sendmessage", "sqs:Get*", "sqs:P?rgeQueue"];

interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly [element: string]: string | readonly string[];
}

const some = (from: readonly string[]): fc.Arbitrary<string[]> =>
  fc.uniqueArray(fc.constantFrom(...from), { minLength: 1, maxLength: 2 });

function statements(mayExclude: boolean): fc.Arbitrary<Statement[]> {
  const weight = mayExclude ? 1 : 0;
  const effect = fc.constantFrom<"Allow" | "Deny">("Allow", "Allow", "Deny");
  const actions = fc.oneof(
    { arbitrary: some(ACTION_PATTERNS).map((Action) => ({ Action })), weight: 4 },
    { arbitrary: some(ACTION_PATTERNS).map((NotAction) => ({ NotAction })), weight },
  );
  const resources = fc.oneof(
    { arbitrary: some(PATTERNS).map((Resource) => ({ Resource })), weight: 4 },
    { arbitrary: some(PATTERNS).map((NotResource) => ({ NotResource })), weight },
  );
  const one = fc.record({ effect, actions, resources });
  return fc.array(
    one.map(({ effect: Effect, actions: about, resources: on }) => ({ Effect, ...about, ...on }) as Statement),
    { maxLength: 3 },
  );
}

function role(policy: readonly Statement[]): EstateSource {
  const document = JSON.stringify({ Version: POLICY_VERSION, Statement: policy });
  return {
    resource: {
      aws_iam_role: { app: { name: "app" } },
      aws_iam_role_policy: { p: { role: "app", policy: document } },
    },
  };
}

async function isAllowed(policy: readonly Statement[], action: string, resource: string): Promise<boolean> {
  const principal = session("app");
  const outcome = await runSimulation(
    {
      request: {
        principal: principal.arn,
        action,
        resource: { resource, accountId: ACCOUNT },
        contextVariables: principal.context,
      },
      identityPolicies: [{ name: "p", policy: { Version: POLICY_VERSION, Statement: policy } }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (outcome.resultType === "error") {
    throw new Error(JSON.stringify(outcome.errors));
  }
  return outcome.overallResult === "Allowed";
}

function speaksOf(permission: Permission, action: string, resource: string): boolean {
  return (
    permission.actions.some((each) => within(each, action)) &&
    permission.resources.some((each) => within(each, resource))
  );
}

/** `*`, `sqs:*`, an ARN, `* except iam:*, organizations:*`. */
function within(text: string, value: string): boolean {
  const [pattern = "", except] = text.split(" except ");
  return patternCovers(pattern, value) && !(except ?? "").split(", ").some((each) => patternCovers(each, value));
}

interface Probe {
  readonly action: string;
  readonly resource: string;
}

const PROBES: readonly Probe[] = ACTIONS.flatMap((action) => RESOURCES.map((resource) => ({ action, resource })));

async function newlyAllowed(before: readonly Statement[], after: readonly Statement[]): Promise<readonly Probe[]> {
  const found: Probe[] = [];
  for (const probe of PROBES) {
    const is = await isAllowed(after, probe.action, probe.resource);
    if (is && !(await isAllowed(before, probe.action, probe.resource))) {
      found.push(probe);
    }
  }
  return found;
}

function gainedOf(before: readonly Statement[], after: readonly Statement[]): readonly Permission[] {
  return permissionsOf(sidesOf(role(before), role(after))).flatMap(({ gained }) => gained);
}

test("what IAM refused and allows now is gained", async () => {
  let found = 0;
  await fc.assert(
    fc.asyncProperty(statements(true), statements(true), async (before, after) => {
      const gained = gainedOf(before, after);
      for (const { action, resource } of await newlyAllowed(before, after)) {
        found++;
        expect(gained.filter((permission) => speaksOf(permission, action, resource))).not.toEqual([]);
      }
    }),
    { numRuns: 60 },
  );
  expect(found).toBeGreaterThan(0);
}, 60_000);

test("what is gained IAM refused, and allows now", async () => {
  let found = 0;
  await fc.assert(
    fc.asyncProperty(statements(false), statements(false), async (before, after) => {
      const probes = await newlyAllowed(before, after);
      for (const permission of gainedOf(before, after)) {
        for (const pattern of permission.resources) {
          for (const action of ACTIONS.filter((each) => permission.actions.some((name) => within(name, each)))) {
            found++;
            const witnesses = probes.filter((probe) => probe.action === action && within(pattern, probe.resource));
            expect(witnesses).not.toEqual([]);
          }
        }
      }
    }),
    { numRuns: 60 },
  );
  expect(found).toBeGreaterThan(0);
}, 60_000);

/** What is denied no longer in the one direction is newly denied in the other. */
function undirected({ kind, ...permission }: Permission): object {
  return { ...permission, isDenied: kind !== undefined };
}

test("what one direction gains the other loses, and nothing differs from itself", () => {
  fc.assert(
    fc.property(statements(true), statements(true), (before, after) => {
      const there = permissionsOf(sidesOf(role(before), role(after)));
      const back = permissionsOf(sidesOf(role(after), role(before)));
      expect(back.flatMap(({ lost }) => lost.map(undirected))).toEqual(
        there.flatMap(({ gained }) => gained.map(undirected)),
      );
      expect(back.flatMap(({ gained }) => gained.map(undirected))).toEqual(
        there.flatMap(({ lost }) => lost.map(undirected)),
      );
      expect(permissionsOf(sidesOf(role(before), role(before)))).toEqual([]);
      expect(permissionsOf(sidesOf(role(before), role([...before].reverse())))).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
