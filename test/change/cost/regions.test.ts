import { awsRegion, googlePlace } from "../../../src/change/cost/regions";
import { type EstateSource, estateOf } from "../../support/estates";

const AWS = [{ region: "us-east-1" }, { alias: "west", region: "us-west-2" }];

describe("the region of a resource of AWS", () => {
  test.each([
    ["its own", { region: "eu-west-1" }, "eu-west-1"],
    ["that of its zone", { availability_zone: "eu-central-1b" }, "eu-central-1"],
    ["that of its ARN", { arn: "arn:aws:kms:ap-south-1:111122223333:key/a" }, "ap-south-1"],
    ["that of the provider", {}, "us-east-1"],
    ["that of the provider that it names", { provider: "aws.west" }, "us-west-2"],
    ["not known when its own is not", { region: "${var.region}" }, undefined],
    ["not known when there is no such provider", { provider: "aws.south" }, undefined],
    ["nothing that is no region", { region: "everywhere" }, undefined],
  ])("is %s", (_, attributes, expected) => {
    const estate = estateOf({ provider: { aws: AWS }, resource: { aws_instance: { a: attributes } } });
    const [resource] = estate.ofKind("aws_instance");
    expect(resource && awsRegion(estate, resource)).toBe(expected);
  });

  test("is not known when the provider takes it from the environment", () => {
    const estate = estateOf({ provider: { aws: [{}] }, resource: { aws_instance: { a: {} } } });
    const [resource] = estate.ofKind("aws_instance");
    expect(resource).toBeDefined();
    expect(resource && awsRegion(estate, resource)).toBeUndefined();
  });
});

describe("where a variable gives the region of the provider", () => {
  const regionOf = (
    resource: NonNullable<EstateSource["resource"]>,
    aws: readonly object[] = [{ region: "${var.region}" }],
  ) => {
    const estate = estateOf({ provider: { aws }, resource: { aws_instance: { a: {} }, ...resource } });
    const [instance] = estate.ofKind("aws_instance");
    expect(instance).toBeDefined();
    return instance && awsRegion(estate, instance);
  };
  const subnets = (...zones: readonly string[]) => ({
    aws_subnet: Object.fromEntries(zones.map((zone, index) => [`s${index}`, { availability_zone: zone }])),
  });

  test.each([
    ["it is what all others of the root say", subnets("eu-west-1a", "eu-west-1b"), undefined, "eu-west-1"],
    ["it is not known when they disagree", subnets("eu-west-1a", "eu-west-2a"), undefined, undefined],
    ["it is not known when none says one", {}, undefined, undefined],
    [
      "it is not known when there are two providers",
      subnets("eu-west-1a"),
      [{ region: "${var.region}" }, { alias: "b", region: "${var.other}" }],
      undefined,
    ],
  ])("%s", (_, resource, providers, expected) => {
    expect(regionOf(resource, providers)).toBe(expected);
  });
});

describe("the place of a resource of Google's", () => {
  const place = (source: EstateSource, kind = "google_compute_disk") => {
    const estate = estateOf(source);
    const [resource] = estate.ofKind(kind);
    expect(resource).toBeDefined();
    return resource && googlePlace(estate, resource);
  };

  test.each([
    ["its zone", { zone: "us-central1-a" }, { region: "us-central1", zone: "us-central1-a" }],
    ["its region", { region: "europe-west4" }, { region: "europe-west4" }],
    ["its location", { location: "northamerica-northeast1" }, { region: "northamerica-northeast1" }],
    [
      "what a link to a zone says",
      { zone: "https://www.googleapis.com/compute/v1/projects/p/zones/asia-south1-b" },
      { region: "asia-south1", zone: "asia-south1-b" },
    ],
    ["that of the provider", {}, { region: "us-east4" }],
    ["nothing when it is not known", { zone: "${var.zone}" }, undefined],
    ["nothing when it is a multi-region", { location: "EU" }, undefined],
  ])("is %s", (_, attributes, expected) => {
    const source = {
      provider: { google: [{ region: "us-east4" }] },
      resource: { google_compute_disk: { d: attributes } },
    };
    expect(place(source)).toEqual(expected);
  });

  test("is that of what its reference leads to", () => {
    const found = place({
      resource: {
        google_compute_subnetwork: { s: { region: "us-west1" } },
        google_compute_disk: { d: { region: "${google_compute_subnetwork.s.region}" } },
      },
    });
    expect(found).toEqual({ region: "us-west1" });
  });

  test("is global for what its kind says to be", () => {
    const source = { resource: { google_compute_global_forwarding_rule: { f: {} } } };
    expect(place(source, "google_compute_global_forwarding_rule")).toEqual({ region: "global" });
  });
});
