import type { Estate } from "../estate";
import type { Resource } from "../resource";
import { Unknown } from "../unknown";
import { target } from "./references";
import { satellites } from "./satellites";
import { blocksOf } from "./values";

/** What a listener of a load balancer leads to. */
export interface ListenerTargets {
  readonly loadBalancer: Resource | Unknown | undefined;
  readonly targetGroups: readonly Resource[];

  /** What is registered with the target groups: instances, services, load balancers. */
  readonly served: readonly (Resource | Unknown)[];

  /** Whether that is all. */
  readonly certain: boolean;
}

const TARGET_GROUP = "aws_lb_target_group";

/** Where an `aws_lb_listener` or one of its rules sends what it receives, whichever action it is written in. */
export function listenerTargets(estate: Estate, listener: Resource): ListenerTargets {
  const rules = satellites(estate, listener, "aws_lb_listener_rule", "listener_arn");
  const groups = new Set<Resource>();
  let certain = rules.certain;
  for (const [from, action] of [
    [listener, "default_action"] as const,
    ...rules.found.map((rule) => [rule, "action"] as const),
  ]) {
    for (const path of targetGroupPaths(from, action)) {
      const group = target(estate, from, path, TARGET_GROUP);
      if (group instanceof Unknown) {
        certain = false;
      } else if (group !== undefined) {
        groups.add(group);
      }
    }
  }
  const attachments = [...groups].map((group) => satellites(estate, group, "aws_lb_target_group_attachment"));
  const served = attachments
    .flatMap(({ found }) => found)
    .map((one) => target(estate, one, "target_id") ?? new Unknown());
  return {
    loadBalancer: target(estate, listener, "load_balancer_arn", "aws_lb"),
    targetGroups: [...groups],
    served: [...served, ...ecsServices(estate, groups)],
    certain: certain && attachments.every((one) => one.certain),
  };
}

/** Paths at which the actions of a listener or a rule name target groups; nothing need stand there. */
export function targetGroupPaths(from: Resource, action: string): string[] {
  return blocksOf(from.attributes, action).flatMap((block, index) => {
    const at = `${action}.${index}`;
    const forwards = blocksOf(block, "forward").flatMap((forward, f) =>
      blocksOf(forward, "target_group").map((_, g) => `${at}.forward.${f}.target_group.${g}.arn`),
    );
    return [`${at}.target_group_arn`, ...forwards];
  });
}

function ecsServices(estate: Estate, groups: ReadonlySet<Resource>): Resource[] {
  return [...groups].flatMap(
    (group) => satellites(estate, group, "aws_ecs_service", "load_balancer.target_group_arn").found,
  );
}
