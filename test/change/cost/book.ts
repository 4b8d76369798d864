import { costOf } from "../../../src/change/cost/cost";
import { PriceBook } from "../../../src/change/cost/price-book";
import type { PriceList, RegionalPrices } from "../../../src/change/cost/price-list";
import type { Cost } from "../../../src/change/report";
import type { EstateSource, TerraformSource } from "../../support/estates";
import { sidesOf } from "../../support/sides";

const AWS = {
  "*": { "eks/cluster": 0.1, "eks/extended-support": 0.5, "kms/key": 1, "secret/secret": 0.4, "ipv4/address": 0.005 },
  "us-east-1": {
    "ec2/m7i.large": 0.1008,
    "ec2/t3.medium": 0.0416,
    "ec2/g5.xlarge": 1.006,
    "ec2/g6.xlarge": 0.8048,
    "ec2/g6.12xlarge": 4.6016,
    "dynamodb/read": 0.00013,
    "dynamodb/write": 0.00065,
    "ebs/gp2": 0.1,
    "ebs/gp3": 0.08,
    "ebs/gp3-iops": 0.005,
    "ebs/gp3-throughput": 0.04,
    "ebs/io2": 0.125,
    "ebs/io2-iops": 0.065,
    "nat/gateway": 0.045,
    "elb/application": 0.0225,
    "elb/network": 0.0225,
    "endpoint/interface": 0.01,
    "sagemaker/ml.g5.xlarge": 1.408,
    "sagemaker/storage": 0.112,
  },
  "eu-west-1": { "ec2/m7i.large": 0.1124, "nat/gateway": 0.048 },
};

const GOOGLE = {
  "*": {
    "gke/cluster": 0.1,
    "kms/software": 0.06,
    "kms/hsm": 1,
    "kms/hsm-asymmetric": 2.5,
    "nat/vm": 0.0014,
    "nat/gateway": 0.044,
  },
  global: { "forwarding/first-five": 0.025 },
  "us-central1": {
    "gce/e2-medium": 0.0335,
    "gce/e2-standard-4": 0.134,
    "gce/n1-standard-4": 0.19,
    "gce/g2-standard-4": 0.7068,
    "gce/a2-highgpu-1g": 3.6734,
    "gpu/nvidia-tesla-t4": 0.35,
    "disk/pd-standard": 0.04,
    "disk/pd-balanced": 0.1,
    "disk/pd-ssd": 0.17,
    "disk/local-ssd": 0.08,
    "vertex/g2-standard-12": 1.15,
    "vertex/n1-standard-2": 0.11,
    "vertex/n1-standard-4": 0.27,
    "vertex-gpu/nvidia-tesla-t4": 0.4,
  },
};

function regional(prices: Readonly<Record<string, Readonly<Record<string, number>>>>): RegionalPrices {
  return new Map(Object.entries(prices).map(([region, items]) => [region, new Map(Object.entries(items))]));
}

/** Prices that the tests compute with by hand. */
export const LIST: PriceList = {
  source: "prices of the test",
  asOf: "2026-08-01",
  prices: { aws: regional(AWS), google: regional(GOOGLE) },
};

export const BOOK = new PriceBook([LIST]);

/** Resources of a stack whose providers are in us-east-1 and us-central1. */
export function stack(resource: NonNullable<TerraformSource["resource"]>): EstateSource {
  return { provider: { aws: [{ region: "us-east-1" }], google: [{ region: "us-central1" }] }, resource };
}

/** What it costs that one stack becomes another. */
export function costBetween(
  before: NonNullable<TerraformSource["resource"]>,
  after: NonNullable<TerraformSource["resource"]>,
): Cost {
  return costOf(sidesOf(stack(before), stack(after)), BOOK);
}

/** What it costs that the resources are made. */
export function costOfMaking(resource: NonNullable<TerraformSource["resource"]>): Cost {
  return costBetween({}, resource);
}
