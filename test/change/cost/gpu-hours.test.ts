import { costBetween, costOfMaking } from "./book";

type Resources = Parameters<typeof costOfMaking>[0];

const hours = (amount: number) => ({ low: amount, high: amount });

describe("GPU hours count where the price is not known", () => {
  const windows = {
    instance_types: ["g5.xlarge"],
    ami_type: "WINDOWS_CORE_2022_x86_64",
    scaling_config: { min_size: 2, max_size: 2 },
  };
  const attached = { type: "nvidia-tesla-t4", count: 2 };

  test.each<[string, Resources, string, number]>([
    [
      "dedicated tenancy",
      { aws_instance: { i: { instance_type: "g5.xlarge", tenancy: "dedicated" } } },
      "NVIDIA A10G",
      730,
    ],
    [
      "a tenancy that is known after apply",
      { aws_instance: { i: { instance_type: "g5.xlarge", tenancy: "${var.tenancy}" } } },
      "NVIDIA A10G",
      730,
    ],
    ["Windows", { aws_eks_node_group: { g: windows } }, "NVIDIA A10G", 2 * 730],
    [
      "a request of a spot machine",
      { aws_spot_instance_request: { r: { instance_type: "g6.12xlarge" } } },
      "NVIDIA L4",
      4 * 730,
    ],
    [
      "a type without a price",
      { aws_instance: { i: { instance_type: "g4dn.12xlarge", region: "eu-west-1" } } },
      "NVIDIA T4",
      4 * 730,
    ],
    [
      "a variant of SageMaker without a price",
      {
        aws_sagemaker_endpoint_configuration: {
          c: { production_variants: [{ instance_type: "ml.g6.xlarge", initial_instance_count: 3 }] },
        },
        aws_sagemaker_endpoint: { e: { endpoint_config_name: "${aws_sagemaker_endpoint_configuration.c.name}" } },
      },
      "NVIDIA L4",
      3 * 730,
    ],
    [
      "a notebook of SageMaker",
      { aws_sagemaker_notebook_instance: { n: { instance_type: "ml.g5.xlarge" } } },
      "NVIDIA A10G",
      730,
    ],
    [
      "accelerators of a machine whose type is known after apply",
      {
        google_compute_instance: {
          i: { machine_type: "${var.type}", zone: "us-central1-a", guest_accelerator: [attached] },
        },
      },
      "NVIDIA T4",
      2 * 730,
    ],
    [
      "accelerators of a workbench",
      {
        google_workbench_instance: {
          w: {
            location: "us-central1-a",
            gce_setup: [
              { machine_type: "n1-standard-4", accelerator_configs: [{ type: "NVIDIA_TESLA_T4", core_count: 1 }] },
            ],
          },
        },
      },
      "NVIDIA T4",
      730,
    ],
    [
      "a notebook whose machine type has its GPUs",
      { google_notebooks_instance: { n: { location: "us-central1-a", machine_type: "g2-standard-4" } } },
      "NVIDIA L4",
      730,
    ],
    [
      "a model whose machine type is known after apply",
      {
        google_vertex_ai_endpoint_with_model_garden_deployment: {
          m: {
            deploy_config: {
              dedicated_resources: {
                machine_spec: { machine_type: "${var.type}", accelerator_type: "NVIDIA_L4", accelerator_count: 2 },
                min_replica_count: 1,
              },
            },
          },
        },
      },
      "NVIDIA L4",
      2 * 730,
    ],
  ])("%s", (_, resources, gpu, expected) => {
    const cost = costOfMaking(resources);
    expect(cost.gpuHours).toEqual([{ gpu, before: hours(0), after: hours(expected) }]);
    expect(cost.unpriced).toHaveLength(1);
  });

  test("a machine that gets a dedicated tenancy keeps its hours", () => {
    const machine = (settings: object) => ({ aws_instance: { i: { instance_type: "g5.xlarge", ...settings } } });
    const cost = costBetween(machine({}), machine({ tenancy: "dedicated" }));
    expect(cost.gpuHours).toEqual([{ gpu: "NVIDIA A10G", before: hours(730), after: hours(730) }]);
  });

  test("another GPU in a launch template is told, also when what is not known of its machines is the same", () => {
    const pool = (type: string) => ({
      aws_launch_template: { t: { instance_type: type } },
      aws_eks_node_group: {
        g: {
          capacity_type: "${var.capacity}",
          scaling_config: { min_size: 1, max_size: 1 },
          launch_template: { id: "${aws_launch_template.t.id}" },
        },
      },
    });
    const cost = costBetween(pool("g5.xlarge"), pool("g6.xlarge"));
    expect(cost.gpuHours).toEqual([
      { gpu: "NVIDIA A10G", before: hours(730), after: hours(0) },
      { gpu: "NVIDIA L4", before: hours(0), after: hours(730) },
    ]);
  });
});
