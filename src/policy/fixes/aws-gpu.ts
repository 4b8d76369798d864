import { choose, decide, type Fixes, include, set } from "./fix";

export const AWS_GPU_FIXES: Fixes = {
  AWS_EKS_GPU_NODES_TAINTED: [
    include("taint", {
      key: choose("nvidia.com/gpu, or aws.amazon.com/neuron for Inferentia and Trainium", "nvidia.com/gpu"),
      value: "present",
      effect: "NO_SCHEDULE",
    }),
  ],
  AWS_EKS_GPU_NODES_BOUNDED: [set("scaling_config.max_size", choose("nodes that the budget bears", 4))],
  AWS_EKS_GPU_NODES_IMAGE: [
    set(
      "ami_type",
      choose(
        "BOTTLEROCKET_x86_64_NVIDIA or AL2023_x86_64_NVIDIA, their ARM twins, or AL2023_x86_64_NEURON",
        "BOTTLEROCKET_x86_64_NVIDIA",
      ),
    ),
  ],
  AWS_EKS_GPU_NODES_UNMIXED: [
    set(
      "instance_types",
      choose("machine types with the same GPUs; the others go to a node group of their own", ["g6.xlarge"]),
    ),
  ],
  AWS_EKS_GPU_NODES_NO_SPOT_IN_PRODUCTION: [set("capacity_type", "ON_DEMAND")],
  AWS_EKS_CAPACITY_BLOCK_COMPLETE: [
    decide("which block, and which machine type it was bought for; both stand in the launch template", {
      hcl: `resource "aws_launch_template" "reserved" {
  name_prefix   = "reserved-"
  instance_type = "p5.48xlarge"

  instance_market_options {
    market_type = "capacity-block"
  }

  capacity_reservation_specification {
    capacity_reservation_target {
      capacity_reservation_id = "cr-0123456789abcdef0"
    }
  }

  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      volume_size = 100
      encrypted   = true
      kms_key_id  = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    }
  }
}

resource "aws_eks_node_group" "reserved" {
  cluster_name    = "serving"
  node_group_name = "reserved"
  node_role_arn   = "arn:aws:iam::111122223333:role/serving-nodes"
  subnet_ids      = ["subnet-0123456789abcdef0"]
  capacity_type   = "CAPACITY_BLOCK"
  ami_type        = "BOTTLEROCKET_x86_64_NVIDIA"

  launch_template {
    id      = aws_launch_template.reserved.id
    version = aws_launch_template.reserved.latest_version
  }

  scaling_config {
    desired_size = 2
    min_size     = 0
    max_size     = 2
  }

  taint {
    key    = "nvidia.com/gpu"
    value  = "present"
    effect = "NO_SCHEDULE"
  }
}`,
      cdktf: `import { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";

const template = new LaunchTemplate(this, "Reserved", {
  namePrefix: "reserved-",
  instanceType: "p5.48xlarge",
  instanceMarketOptions: { marketType: "capacity-block" },
  capacityReservationSpecification: {
    capacityReservationTarget: { capacityReservationId: "cr-0123456789abcdef0" },
  },
  metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
  blockDeviceMappings: [
    {
      deviceName: "/dev/xvda",
      ebs: {
        volumeSize: 100,
        encrypted: "true",
        kmsKeyId: "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      },
    },
  ],
});

new EksNodeGroup(this, "ReservedNodes", {
  clusterName: "serving",
  nodeGroupName: "reserved",
  nodeRoleArn: "arn:aws:iam::111122223333:role/serving-nodes",
  subnetIds: ["subnet-0123456789abcdef0"],
  capacityType: "CAPACITY_BLOCK",
  amiType: "BOTTLEROCKET_x86_64_NVIDIA",
  launchTemplate: { id: template.id, version: \`\${template.latestVersion}\` },
  scalingConfig: { desiredSize: 2, minSize: 0, maxSize: 2 },
  taint: [{ key: "nvidia.com/gpu", value: "present", effect: "NO_SCHEDULE" }],
});`,
    }),
  ],
  AWS_EKS_CAPACITY_BLOCK_ONE_ZONE: [
    set("subnet_ids", [
      choose("the subnet in the zone of the reservation or of the fabric", "subnet-0123456789abcdef0"),
    ]),
  ],
  K8S_KARPENTER_GPU_POOL_BOUNDED: [
    set(
      'spec.limits["nvidia.com/gpu"]',
      choose("GPUs that the budget bears; aws.amazon.com/neuron for Inferentia and Trainium", 8),
    ),
    set("spec.limits.cpu", choose("CPUs of the machines with that many GPUs", 256)),
  ],
  K8S_KARPENTER_GPU_POOL_TAINTED: [
    include("spec.template.spec.taints", {
      key: choose("nvidia.com/gpu, or aws.amazon.com/neuron for Inferentia and Trainium", "nvidia.com/gpu"),
      effect: "NoSchedule",
    }),
  ],
};
