import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Estate } from "../../src/estate/estate";
import { fromManifests } from "../../src/estate/manifests";
import { CONTROLS } from "../../src/policy/catalogue";
import { judge } from "../../src/policy/engine";
import type { Judgement } from "../../src/policy/judgement";
import { WaiverSet } from "../../src/policy/waiver-set";

const FIXTURES = join(__dirname, "../fixtures/others");

function judged(file: string): Judgement {
  const { resources, roots } = fromManifests(file, readFileSync(join(FIXTURES, file), "utf8"));
  return judge(new Estate(resources, roots), { controls: CONTROLS, waivers: new WaiverSet([], "2026-11-21") });
}

/** What blocks, by the address at which it is found. Other topics may find more than these. */
const FAULTS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  "tensorflow-serving.yaml": {
    "Deployment/resnet": [
      "K8S_NO_HOST_PATH",
      "K8S_NO_HOST_PORT",
      "K8S_RUN_AS_NON_ROOT",
      "K8S_SECCOMP_PROFILE",
      "K8S_NO_PRIVILEGE_ESCALATION",
      "K8S_CAPABILITIES_DROPPED",
      "K8S_MEMORY_LIMITED",
      "K8S_IMAGE_BY_DIGEST",
    ],
    "Service/resnet": ["K8S_SERVING_PORT_NOT_EXPOSED"],
    "Namespace/image-classifier": ["K8S_NAMESPACE_DEFAULT_DENY", "K8S_POD_SECURITY_RESTRICTED", "K8S_NAMESPACE_QUOTA"],
  },
  "triton.yaml": {
    "StatefulSet/triton": [
      "K8S_NO_HOST_IPC",
      "K8S_NOT_PRIVILEGED",
      "K8S_NO_NODE_CAPABILITIES",
      "K8S_GPUS_FROM_SCHEDULER",
      "K8S_RUN_AS_NON_ROOT",
      "K8S_USER_NOT_ROOT",
      "K8S_SECCOMP_PROFILE",
      "K8S_NO_PRIVILEGE_ESCALATION",
      "K8S_CAPABILITIES_DROPPED",
      "K8S_NO_CAPABILITIES_ADDED",
      "K8S_MODEL_LOADING_CLOSED",
      "K8S_IMAGE_BY_DIGEST",
    ],
    "Service/triton": ["K8S_SERVING_PORT_NOT_EXPOSED"],
    "NetworkPolicy/triton": ["K8S_EGRESS_NARROW", "K8S_SERVING_INGRESS_NARROW"],
  },
  "vllm.yaml": {
    "Deployment/phi": [
      "K8S_RUN_AS_NON_ROOT",
      "K8S_SECCOMP_PROFILE",
      "K8S_CAPABILITIES_DROPPED",
      "K8S_NO_REMOTE_CODE",
      "K8S_NO_DEVELOPER_MODE",
      "K8S_IMAGE_BY_DIGEST",
    ],
    "Ingress/phi": [
      "K8S_INGRESS_AUTHENTICATED",
      "K8S_INGRESS_TLS",
      "K8S_INGRESS_HOST",
      "K8S_INGRESS_PATHS",
      "K8S_INGRESS_NO_SNIPPETS",
    ],
  },
  "kserve.yaml": {
    "InferenceService/iris": [
      "K8S_INFERENCE_SERVICE_PRIVATE",
      "K8S_INFERENCE_SERVICE_IDENTITY",
      "K8S_INFERENCE_SERVICE_STORAGE",
      "K8S_INFERENCE_SERVICE_IMAGE_BY_DIGEST",
    ],
    "Secret/iris-token": ["K8S_NO_TOKEN_SECRET"],
  },
  "rbac.yaml": {
    "ClusterRole/ml-engineer": ["K8S_ROLE_NO_WILDCARDS"],
    "Role/debugger": [
      "K8S_ROLE_NO_SECRETS",
      "K8S_ROLE_NO_EXEC",
      "K8S_ROLE_NO_ESCALATION",
      "K8S_ROLE_NO_CLUSTER_CONTROL",
    ],
    "ClusterRoleBinding/everybody": ["K8S_NO_ANYBODY_BOUND"],
    "ClusterRoleBinding/notebooks": ["K8S_NO_CLUSTER_ADMIN", "K8S_NO_DEFAULT_ACCOUNT_BOUND"],
  },
};

test.each(Object.entries(FAULTS))("%s, as others write it: every fault is named at its address", (file, faults) => {
  // WHEN
  const { findings } = judged(file);
  // THEN
  const blocking = findings.filter(({ severity }) => severity === "critical" || severity === "high");
  const named = blocking
    .map(({ resource, control }) => `${resource} ${control}`)
    .filter((one) => one.includes(" K8S_"));
  const expected = Object.entries(faults).flatMap(([address, controls]) => controls.map((one) => `${address} ${one}`));
  expect(named.sort()).toEqual(expected.sort());
  expect(findings.map(({ message }) => message)).not.toContainEqual(expect.stringMatching(/control itself failed/));
});

test("the same estate written well has nothing to find, and nothing is left open", () => {
  // WHEN
  const { findings, undecided, counts } = judged("secure.yaml");
  // THEN
  expect(findings.map(({ resource, control }) => `${resource} ${control}`)).toEqual([]);
  expect(undecided).toEqual([]);
  expect(counts.resources).toBeGreaterThan(20);
});
