import { Estate } from "../../estate/estate";
import { podsSelectedBy } from "../../estate/joins/model-workloads";
import { podsOf, podTemplateOf, workloads } from "../../estate/joins/pods";
import type { Found } from "../../estate/joins/satellites";
import { isAttributes, own, valueAt } from "../../estate/joins/values";
import type { Resource, Value } from "../../estate/resource";
import { near, placeOf } from "./kubernetes-objects";

/** Workloads of one namespace, by the labels of their pods. */
interface Place {
  readonly all: Resource[];
  readonly byLabel: Map<string, Resource[]>;

  /** Those of whose labels something is not known. */
  readonly open: Resource[];
}

/**
 * Which pods a selector selects. The joins of the estate decide; they ask every workload of a namespace, and here they are
 * shown only those that have one of the labels.
 */
export class PodSelection {
  private readonly places = new Map<string, Place>();

  constructor(estate: Estate) {
    for (const workload of workloads(estate)) {
      const name = placeOf(workload) ?? "";
      const place: Place = this.places.get(name) ?? { all: [], byLabel: new Map(), open: [] };
      this.places.set(name, place);
      place.all.push(workload);
      const template = podTemplateOf(workload);
      const labels = template === undefined ? null : valueAt(template, "metadata.labels");
      const entries = isAttributes(labels) ? Object.entries(labels) : [];
      if ((labels !== null && !isAttributes(labels)) || entries.some(([, value]) => !isPlain(value))) {
        place.open.push(workload);
      }
      for (const [label, value] of entries) {
        const key = `${label}\u0000${String(value)}`;
        const others = place.byLabel.get(key);
        others === undefined ? place.byLabel.set(key, [workload]) : others.push(workload);
      }
    }
  }

  /** Workloads whose pods a Service selects. */
  public byService(service: Resource): Found {
    const selector = valueAt(service.attributes, "spec.selector");
    const candidates = this.candidates(service, selector);
    return nearOnes(podsOf(new Estate(candidates, []), service), service);
  }

  /** Workloads whose pods a NetworkPolicy selects. */
  public byPolicy(policy: Resource): Found {
    const selector = valueAt(policy.attributes, "spec.podSelector");
    const wanted = isAttributes(selector) ? own(selector, "matchLabels") : selector;
    return nearOnes(podsSelectedBy(new Estate(this.candidates(policy, wanted), []), policy), policy);
  }

  private candidates(object: Resource, wanted: Value): readonly Resource[] {
    const place = this.places.get(placeOf(object) ?? "");
    if (place === undefined) {
      return [];
    }
    const lists = (isAttributes(wanted) ? Object.entries(wanted) : [])
      .filter(([, value]) => isPlain(value))
      .map(([label, value]) => place.byLabel.get(`${label}\u0000${String(value)}`) ?? []);
    const [first, ...others] = lists;
    if (first === undefined) {
      return place.all;
    }
    const rarest = others.reduce((one, other) => (other.length < one.length ? other : one), first);
    return [...new Set([...rarest, ...place.open])];
  }
}

function isPlain(value: Value): boolean {
  return typeof value !== "object";
}

function nearOnes({ found, possible, certain }: Found, from: Resource): Found {
  return { found: near(found, from), possible: found.length > 0 ? [] : near(possible, from), certain };
}
