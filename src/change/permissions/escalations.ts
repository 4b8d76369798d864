import { actionTable } from "./action-table";
import type { Condition } from "./conditions";
import { type Gain, gains } from "./gains";
import type { Grant, ResourcePattern } from "./grant";
import { patternCovers } from "./wildcard";

const PASS_ROLE = "iam:PassRole";

/**
 * Actions that make a service run what the caller says as a role that the caller passes, by the service that takes the role. One
 * of them is enough: the function, the task or the project that it takes besides is often there.
 *
 * @see https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/
 * @see https://pathfinding.cloud
 */
const RUNNING: Readonly<Record<string, readonly string[]>> = {
  "cloudformation.amazonaws.com": ["cloudformation:CreateStack", "cloudformation:UpdateStack"],
  "codebuild.amazonaws.com": ["codebuild:CreateProject", "codebuild:UpdateProject", "codebuild:StartBuild*"],
  "datapipeline.amazonaws.com": ["datapipeline:CreatePipeline", "datapipeline:PutPipelineDefinition"],
  "ec2.amazonaws.com": ["ec2:RequestSpotInstances", "ec2:RunInstances"],
  "ecs-tasks.amazonaws.com": ["ecs:RegisterTaskDefinition", "ecs:RunTask", "ecs:StartTask"],
  "glue.amazonaws.com": ["glue:CreateDevEndpoint", "glue:CreateJob", "glue:CreateSession", "glue:UpdateJob"],
  "lambda.amazonaws.com": ["lambda:CreateFunction"],
  "sagemaker.amazonaws.com": ["sagemaker:Create*Job", "sagemaker:CreateNotebookInstance"],
};

/** All roles of an account, whatever partition and account are written. */
const ALL_ROLES = /^arn:[^:]*:(?:\*|iam:(?:\*|:(?:\*|[^:]*:(?:\*|role\*|role\/\*+))))$/;

/** Conditions that leave some of the roles. */
const ON_THE_ROLE = /^(?:aws|iam):resourcetag\//;

/** Numbers of the actions in the table, found when the first principal gains one. */
let numbers: { readonly passRole: number; readonly running: ReadonlyMap<number, string> } | undefined;

function numbered(): NonNullable<typeof numbers> {
  if (numbers === undefined) {
    const running = Object.entries(RUNNING).flatMap(([service, actions]) =>
      actions.flatMap((action) =>
        actionTable()
          .expand(action)
          .map((number) => [number, service] as const),
      ),
    );
    numbers = { passRole: actionTable().expand(PASS_ROLE)[0] ?? -1, running: new Map(running) };
  }
  return numbers;
}

/**
 * The gains, those marked with which the principal can be any role that the services take: it may pass every role, and have it
 * run what it likes. Each of the two alone is no more than a write.
 *
 * @param later all that the principal has with them
 */
export function withEscalations(all: readonly Gain[], later: readonly Grant[]): readonly Gain[] {
  if (!all.some((gain) => passes(gain) !== undefined || runs(gain).size > 0)) {
    return all;
  }
  const having = gains([], later);
  const passing = having.flatMap((gain) => passes(gain) ?? []);
  const running = new Set(having.flatMap((gain) => [...runs(gain)]));
  return all.map((gain) => {
    const passed = passes(gain) ?? [];
    const isEscalation =
      [...running].some((service) => taken(passed, service)) ||
      [...runs(gain)].some((service) => taken(passing, service));
    return isEscalation ? { ...gain, isEscalation } : gain;
  });
}

function taken(patterns: readonly string[], service: string): boolean {
  return patterns.some((pattern) => patternCovers(pattern, service));
}

/** Patterns of the services that the principal may pass every role to; undefined when it may not pass every role. */
function passes({ grant, actions, resource, conditions }: Gain): readonly string[] | undefined {
  return grant.scope === "" &&
    actions.known.length > 0 &&
    actions.known.includes(numbered().passRole) &&
    isEveryRole(resource) &&
    !conditions.some(({ key }) => ON_THE_ROLE.test(key.toLowerCase()))
    ? servicesIn(conditions)
    : undefined;
}

/** Services that the principal may have run something. */
function runs({ grant, actions }: Gain): ReadonlySet<string> {
  const found = new Set<string>();
  if (grant.scope === "" && actions.known.length > 0) {
    const { running } = numbered();
    for (const number of actions.known) {
      const service = running.get(number);
      if (service !== undefined) {
        found.add(service);
      }
    }
  }
  return found;
}

function isEveryRole(resource: ResourcePattern): boolean {
  // Where some roles are left out, all others are not.
  return "except" in resource || /^\*+$/.test(resource.of) || ALL_ROLES.test(resource.of);
}

/** What `iam:PassedToService` names; all where nothing does, or where what does is not known. */
function servicesIn(conditions: readonly Condition[]): readonly string[] {
  const named = conditions.find(
    ({ operator, key }) =>
      key.toLowerCase() === "iam:passedtoservice" && /^string(?:equals|like|equalsignorecase)$/i.test(operator),
  );
  const isKnown = named !== undefined && !named.undecided && !named.values.some((value) => value.includes("${"));
  return isKnown ? named.values : ["*"];
}
