import { EFFECTS } from "../../../src/policy/fixes/effects";
import { controlsOfAllProfiles } from "../../../src/policy/profiles";
import { run } from "../../support/cli";
import { folderOf, removeFolders } from "../../support/folder";

afterAll(removeFolders);

const IDS = new Set(controlsOfAllProfiles().map(({ id }) => id));

test.each(Object.entries(EFFECTS))("%s is a control, and its effect a sentence", (id, effect) => {
  expect(IDS).toContain(id);
  expect(effect).toMatch(/^[A-Z].*\.$/);
});

test("policy show says the effect", () => {
  expect(run(["policy", "show", "AWS_EKS_CREATOR_NOT_ADMIN"]).stdout).toContain(
    "Effect of the fix: Replaces the cluster: EKS takes it at creation alone.\n",
  );
});

test("a fix that replaces something is in no patch, and what to write is said", () => {
  const main =
    'resource "aws_eks_cluster" "serving" {\n  name     = "serving"\n  role_arn = "arn:aws:iam::111122223333:role/eks"\n  access_config {\n    authentication_mode = "API"\n    bootstrap_cluster_creator_admin_permissions = true\n  }\n}\n';
  const folder = folderOf({ "main.tf": main });
  const { stdout } = run(["check", ".", "--fix-plan", "--only", "AWS_EKS_CREATOR_NOT_ADMIN"], { cwd: folder });
  expect(stdout).toContain("Not in the patch (Replaces the cluster: EKS takes it at creation alone.). Write:");
  expect(stdout).toContain("#     # In aws_eks_cluster.serving:");
  expect(stdout).toContain("bootstrap_cluster_creator_admin_permissions = false");
  expect(stdout).not.toContain("\n--- a/");
});

test("the lifecycle of a resource is patched in as a block", () => {
  const main = 'resource "aws_kms_key" "models" {\n  description = "models"\n  tags        = { tier = "prod" }\n}\n';
  const folder = folderOf({ "main.tf": main });
  const { stdout } = run(["check", ".", "--fix-plan", "--only", "AWS_KMS_PREVENT_DESTROY"], { cwd: folder });
  expect(stdout).toMatch(/^\+ {2}lifecycle \{\n\+ {4}prevent_destroy = true\n\+ {2}\}$/m);
});

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: resnet
  namespace: vision
spec:
  template:
    spec:
      containers:
        - name: server
          image: server
          securityContext:
            runAsUser: 0
`;

test("a user that is not root is chosen before non-root is asked for, and the namespace stands beside it", () => {
  const folder = folderOf({ "resnet.yaml": DEPLOYMENT });
  const { stdout } = run(["check", ".", "--fix-plan", "--only", "K8S_RUN_AS_NON_ROOT"], { cwd: folder });
  expect(stdout).toContain("(choose: a user of the image that is not root)");
  expect(stdout).toContain("#     # In Deployment/resnet:");
  expect(stdout).toContain("#       name: resnet\n#       namespace: vision");
  expect(stdout).not.toContain("\n--- a/");
});

test("what is decided about a manifest has an example in Terraform", () => {
  const folder = folderOf({ "resnet.yaml": DEPLOYMENT });
  const plan = run(["check", ".", "--fix-plan", "--only", "K8S_MEMORY_LIMITED"], { cwd: folder }).stdout;
  expect(plan).toContain("#     # As in, in Terraform:\n#     # resource ");
  expect(run(["policy", "show", "K8S_MEMORY_LIMITED"]).stdout).toContain("  # As in, in Terraform:\n");
});
