import { backendOf, isSamePlace, statesRead, withLocalStates } from "../../scripts/terraform/remote-state";

const writer = {
  terraform: { backend: { gcs: { bucket: "states", prefix: "production/vision/cloud", kms_encryption_key: "key" } } },
};
const reader = {
  terraform: { backend: { gcs: { bucket: "states", prefix: "production/vision/workload" } } },
  data: {
    terraform_remote_state: {
      cloud: {
        backend: "gcs",
        config: { bucket: "states", prefix: "production/vision/cloud" },
        workspace: "${terraform.workspace}",
      },
    },
  },
};

function read(settings: Record<string, string>, type = "gcs") {
  return { type, settings };
}

test("a stack writes where its backend says", () => {
  expect(backendOf(reader)).toEqual(read({ bucket: "states", prefix: "production/vision/workload" }));
  expect(backendOf({ terraform: { required_version: ">= 1.10" } })).toBeUndefined();
});

test("what is read has to be what is written", () => {
  const place = statesRead(reader).get("cloud");
  expect(place).toEqual(read({ bucket: "states", prefix: "production/vision/cloud" }));
  expect(isSamePlace(backendOf(writer), place ?? read({}))).toBe(true);
});

test.each([
  ["another bucket", read({ bucket: "other", prefix: "production/vision/cloud" })],
  ["another prefix", read({ bucket: "states", prefix: "production/vision" })],
  ["another kind of backend", read({ bucket: "states", prefix: "production/vision/cloud" }, "s3")],
  ["a setting that the writer lacks", read({ bucket: "states", prefix: "production/vision/cloud", region: "x" })],
])("%s is another place", (_, place) => {
  expect(isSamePlace(backendOf(writer), place)).toBe(false);
});

test("a stack without a backend writes nowhere that another could read", () => {
  expect(isSamePlace(undefined, read({ bucket: "states" }))).toBe(false);
});

test("a copy reads the file that is given and writes beside itself; what it was made of stays as it is", () => {
  const before = structuredClone(reader);
  const copy = withLocalStates(reader, new Map([["cloud", "/states/cloud.tfstate"]]));
  expect(copy).toEqual({
    terraform: {},
    data: { terraform_remote_state: { cloud: { backend: "local", config: { path: "/states/cloud.tfstate" } } } },
  });
  expect(reader).toEqual(before);
});
