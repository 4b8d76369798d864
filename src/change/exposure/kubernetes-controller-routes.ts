import type { Estate } from "../../estate/estate";
import { blocksOf, isAttributes, listOf, own, textOf, valueAt } from "../../estate/joins/values";
import type { Resource } from "../../estate/resource";
import { spelling } from "./peers";
import { type Entry, NOT_SAID, waysOf } from "./route-ways";
import { living, type Way } from "./way";

/** Load balancers that are made elsewhere send to the Service. */
const BINDINGS: readonly string[] = ["v1beta1", "v1alpha1"].map(
  (version) => `elbv2.k8s.aws/${version} TargetGroupBinding`,
);

const TRAEFIK_GROUPS: readonly string[] = ["traefik.io/v1alpha1", "traefik.containo.us/v1alpha1"];

/** Routes of Traefik, by what they carry. */
const TRAEFIK: readonly (readonly [name: string, protocol: string])[] = [
  ["IngressRoute", "http"],
  ["IngressRouteTCP", "tcp"],
  ["IngressRouteUDP", "udp"],
];

/** Services that controllers with kinds of their own send requests to: who comes in the controller alone knows. */
export function controllerRouteWays(estate: Estate): readonly Way[] {
  return [
    ...living(estate, ...BINDINGS).flatMap((binding) => waysOf(estate, binding, entriesOfBinding(binding), [NOT_SAID])),
    ...TRAEFIK.flatMap(([name, protocol]) =>
      living(estate, ...TRAEFIK_GROUPS.map((group) => `${group} ${name}`)).flatMap((route) =>
        waysOf(estate, route, entriesOfTraefik(route, protocol), [NOT_SAID]),
      ),
    ),
  ];
}

function entriesOfBinding({ attributes }: Resource): readonly Entry[] {
  const service = valueAt(attributes, "spec.serviceRef.name");
  return service === null ? [] : [{ service, host: "", path: "", protocol: "whatever its target group sends" }];
}

/** The rule stands for the host: it has both in a language of its own. */
function entriesOfTraefik({ attributes }: Resource, protocol: string): readonly Entry[] {
  return listOf(valueAt(attributes, "spec.routes"))
    .filter(isAttributes)
    .flatMap((route) => {
      const match = own(route, "match");
      const host = match === null ? "" : spelling(match);
      return blocksOf(route, "services").map((service) => ({
        service: own(service, "name"),
        namespace: textOf(own(service, "namespace")),
        host,
        path: "",
        protocol,
      }));
    });
}
