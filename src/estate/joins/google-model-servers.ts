import type { Estate } from "../estate";
import { remembered } from "../memo";
import type { GoogleMember } from "./google-members";
import { googleAccountUsers } from "./google-workloads";
import { namesModels } from "./model-targets";
import { runsModels } from "./model-workloads";
import { podSpecOf, workloads } from "./pods";
import { own, textOf } from "./values";

/** Words of names that models are served or kept by: what they are called in general, and the families that most are of. */
const TELLING_WORD =
  /(?:^|[^a-z])(?:models?|weights|checkpoints?|serving|gpus?|ml|ai|resnet|vit|unet|yolo|clip|bert|t5|gpt|llama|mi[sx]tral|gemma|qwen|phi|falcon|deepseek|whisper|sdxl|diffusion|embed(?:der|dings?)?|rerank(?:er)?)(?:[^a-z]|$)/;

/** Whether a name of a bucket, an account or a namespace says that it is about models. */
export function tellsOfModels(name: string | undefined): boolean {
  return name !== undefined && (namesModels(name) || TELLING_WORD.test(name.toLowerCase().replaceAll("_", "-")));
}

/**
 * Whether what pods act as is what a model server acts as: a workload that runs models has the Kubernetes service account, or
 * names say so. Web shops have workload identities too, and write to their buckets.
 */
export function isOfModelServer(estate: Estate, { namespace, serviceAccount, account }: GoogleMember): boolean {
  const users = account === undefined ? [] : googleAccountUsers(estate, account);
  const places = [{ namespace, serviceAccount }, ...users];
  const names = [
    ...places.flatMap((place) => [place.namespace, place.serviceAccount]),
    ...(account === undefined
      ? []
      : [textOf(own(account.attributes, "account_id")), account.address.split(".").at(-1)]),
  ];
  const servers = modelServersIn(estate, "");
  return (
    names.some(tellsOfModels) ||
    places.some(
      (place) =>
        place.namespace !== undefined &&
        servers.has(
          place.serviceAccount === undefined ? place.namespace : `${place.namespace}/${place.serviceAccount}`,
        ),
    )
  );
}

/** Namespaces in which pods run models, and the service accounts that they have there, as `vision/resnet`. */
const modelServersIn = remembered((estate: Estate, _: string): ReadonlySet<string> => {
  const servers = workloads(estate).filter((workload) => runsModels(workload) === true);
  return new Set(
    servers.flatMap((workload) => {
      const podSpec = podSpecOf(workload);
      const name = podSpec === undefined ? undefined : textOf(own(podSpec, "serviceAccountName"));
      const { namespace } = workload;
      return namespace === undefined ? [] : [namespace, `${namespace}/${name ?? "default"}`];
    }),
  );
});
