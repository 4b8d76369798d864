/**
 * Regions that offer the scarce machine types. The common ones (g4dn, g5, g6) are nearly everywhere and not listed.
 *
 * Source: EC2 instance-type offerings as collected by the SkyPilot catalog, with additions from AWS's pages; see
 * docs/decisions/0004-gpu-facts.md for dates. Offered does not mean that capacity is free.
 */
const REGIONS: Record<string, readonly string[]> = {
  "p4d.24xlarge": [
    "us-east-1",
    "us-east-2",
    "us-west-2",
    "ca-central-1",
    "eu-central-1",
    "eu-north-1",
    "eu-west-1",
    "eu-west-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-south-1",
    "ap-southeast-2",
  ],
  "p4de.24xlarge": ["us-east-1", "us-west-2", "eu-central-1", "ap-northeast-1", "ap-southeast-1"],
  "p5.4xlarge": [
    "us-east-1",
    "us-east-2",
    "us-west-2",
    "eu-west-2",
    "ap-northeast-1",
    "ap-south-1",
    "ap-southeast-2",
    "ap-southeast-3",
  ],
  "p5.48xlarge": [
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
    "ca-central-1",
    "eu-north-1",
    "eu-west-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-south-1",
    "ap-southeast-2",
    "ap-southeast-3",
  ],
  "p5e.48xlarge": ["us-east-2", "us-west-2", "eu-north-1", "eu-west-2", "ap-southeast-2", "ap-southeast-3"],
  "p5en.48xlarge": [
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
    "eu-north-1",
    "eu-south-2",
    "me-central-1",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-south-1",
    "ap-southeast-3",
  ],
  "p6-b200.48xlarge": ["us-east-1", "us-east-2", "us-west-2", "ap-south-1"],
};

/** Regions that offer the machine type; undefined when it is common enough not to be listed. */
export function regionsOffering(machineType: string): readonly string[] | undefined {
  return REGIONS[machineType];
}
