import type { Mutation } from "../mutation";

const TOKEN = `hf_${"QmFzZTY0SXNOb3RBU2VjcmV0QXRBbGwx"}`;

export const SECRETS_MUTATIONS: readonly Mutation[] = [
  {
    control: "NO_HARDCODED_SECRETS",
    name: "a token stands in the description of a role",
    breaks: (stack) =>
      stack.change("aws_iam_role", (role) => {
        role.description = `Serves with ${TOKEN}`;
      }),
  },
  {
    control: "NO_HARDCODED_SECRETS",
    name: "a token stands in the environment of the model server",
    stack: "vision-workload",
    breaks: (stack) =>
      stack.change("kubernetes_deployment_v1", (deployment) => {
        const { spec } = deployment as { spec: { template: { spec: { container: { env?: object[] }[] } } } };
        const [container] = spec.template.spec.container;
        if (container === undefined) {
          throw new Error("no container in the hardened stack");
        }
        container.env = [...(container.env ?? []), { name: "HF_TOKEN", value: TOKEN }];
      }),
  },
  {
    control: "NO_HARDCODED_SECRETS",
    name: "a Helm release with a token in its values is added",
    stack: "vision-workload",
    breaks: (stack) =>
      stack.add("helm_release", "llm", {
        name: "llm",
        chart: "llm",
        repository: "https://charts.acme.example",
        version: "1.2.3",
        values: [`hub:\n  token: ${TOKEN}\n`],
      }),
  },
];
