import type { PriceTable } from "../price-table";

/**
 * List prices of AWS beside those of EC2's machines, written by hand. Where a region has no source, it has no price.
 *
 * The pages of AWS show their tables to browsers alone. In us-east-1 these are the figures that the price list gave infracost,
 * in its test results (Apache-2.0, `internal/providers/terraform/aws/testdata/*_test/*.golden`, read 2026-11-21):
 *
 * - `ebs/*`: ebs_volume_test (gp3 0.08, its IOPS 0.005 and its throughput 0.04 beyond what comes with it, gp2 0.10, io1 and io2
 *   0.125 and 0.065 an IOPS, st1 0.045, sc1 0.015, standard 0.05)
 * - `eks/cluster`: eks_cluster_test, 730 hours at 73.00; the same everywhere, as is the surcharge of extended support (0.60 in
 *   all): https://aws.amazon.com/blogs/containers/amazon-eks-extended-support-for-kubernetes-versions-pricing/
 * - `nat/gateway`: nat_gateway_test, 730 hours at 32.85
 * - `elb/application`, `elb/network`: lb_test, 730 hours at 16.42 (0.0225)
 * - `endpoint/*`: vpc_endpoint_test, 730 hours in a zone at 7.30
 * - `kms/key`: kms_key_test, 1.00 a month; `secret/secret`: secretsmanager_secret_test, 0.40 a month; the same everywhere
 * - `dynamodb/*`: dynamodb_table_test, which is of us-east-2: 20 units of write capacity at 9.49, 30 of read capacity at 2.85;
 *   the same (0.00065 and 0.00013) in us-east-1, as two public programs quote them for it, one of them in 2026, and more without
 *   a region
 * - `ipv4/address`: https://aws.amazon.com/blogs/aws/new-aws-public-ipv4-address-charge-public-ip-insights/, the same everywhere
 * - `sagemaker/storage`, `sagemaker/ml.m5.xlarge`: sagemaker_endpoint_configuration_test, 100 GB at 11.20, 1460 hours at 335.80
 *
 * Other regions: NAT gateways, load balancers, gp3, gp2, io1 and interface endpoints of eu-west-1 as three or more public
 * programs quote them from the same pages (endpoints: two); load balancers as the page had them on 2017-12-18, unchanged in
 * us-east-1 and eu-west-1 since; gp3 of us-east-2 and us-west-2, NAT gateways of us-east-2 and us-west-2 likewise; the NAT gateway
 * of ap-southeast-1 as a bill of May 2025 has it.
 *
 * SageMaker: types that three or more public programs quote alike in us-east-1 from its page or its price list; those of g5, g6 and
 * g6e are 1.25 times EC2's (1.4 times for `xlarge`) to the last digit that is quoted. Where the quotations differ, as for
 * g4dn and the P families, there is no price.
 */
export const AWS_LIST_PRICES: PriceTable = {
  source: "AWS list prices of EKS, EBS, NAT, load balancers, endpoints, KMS, SageMaker",
  asOf: "2026-11-21",
  cloud: "aws",
  table: `\
,*,us-east-1,us-east-2,us-west-2,eu-west-1,eu-central-1,ap-southeast-1
dynamodb/read,,0.00013,0.00013,,,,
dynamodb/write,,0.00065,0.00065,,,,
ebs/gp2,,0.1,,,0.11,,
ebs/gp3,,0.08,0.08,0.08,0.088,,
ebs/gp3-iops,,0.005,,,,,
ebs/gp3-throughput,,0.04,,,,,
ebs/io1,,0.125,,,0.138,,
ebs/io1-iops,,0.065,,,,,
ebs/io2,,0.125,,,,,
ebs/io2-iops,,0.065,,,,,
ebs/sc1,,0.015,,,,,
ebs/st1,,0.045,,,,,
ebs/standard,,0.05,,,,,
eks/cluster,0.1,,,,,,
eks/extended-support,0.5,,,,,,
elb/application,,0.0225,0.0225,0.0225,0.0252,0.027,0.0252
elb/network,,0.0225,0.0225,0.0225,0.0252,0.027,0.0252
endpoint/gateway-load-balancer,,0.01,,,,,
endpoint/interface,,0.01,,,0.011,,
ipv4/address,0.005,,,,,,
kms/key,1,,,,,,
nat/gateway,,0.045,0.045,0.045,0.048,,0.059
sagemaker/ml.c5.2xlarge,,0.408,,,,,
sagemaker/ml.c5.xlarge,,0.204,,,,,
sagemaker/ml.g5.12xlarge,,7.09,,,,,
sagemaker/ml.g5.24xlarge,,10.18,,,,,
sagemaker/ml.g5.2xlarge,,1.515,,,,,
sagemaker/ml.g5.48xlarge,,20.36,,,,,
sagemaker/ml.g5.4xlarge,,2.03,,,,,
sagemaker/ml.g5.8xlarge,,3.06,,,,,
sagemaker/ml.g5.xlarge,,1.408,,,,,
sagemaker/ml.g6.12xlarge,,5.752,,,,,
sagemaker/ml.g6.24xlarge,,8.344,,,,,
sagemaker/ml.g6.2xlarge,,1.222,,,,,
sagemaker/ml.g6.48xlarge,,16.688,,,,,
sagemaker/ml.g6.4xlarge,,1.654,,,,,
sagemaker/ml.g6.xlarge,,1.127,,,,,
sagemaker/ml.g6e.12xlarge,,13.12,,,,,
sagemaker/ml.g6e.2xlarge,,2.8,,,,,
sagemaker/ml.g6e.4xlarge,,3.76,,,,,
sagemaker/ml.g6e.8xlarge,,5.66,,,,,
sagemaker/ml.g6e.xlarge,,2.61,,,,,
sagemaker/ml.m5.2xlarge,,0.461,,,,,
sagemaker/ml.m5.4xlarge,,0.922,,,,,
sagemaker/ml.m5.large,,0.115,,,,,
sagemaker/ml.m5.xlarge,,0.23,,,,,
sagemaker/storage,,0.112,,,,,
secret/secret,0.4,,,,,,
`,
};
