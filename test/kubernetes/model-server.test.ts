import { kubernetes } from "modelkeep";
import { probePaths, serverCommand, servingPort } from "../../src/kubernetes/tensorflow-serving";

const IMAGE = `111122223333.dkr.ecr.eu-west-1.amazonaws.com/tensorflow-serving@sha256:${"4f".repeat(32)}`;

describe("TensorFlow Serving", () => {
  test("has a size that small models need, unless it is told", () => {
    expect(kubernetes.ModelServer.tensorflowServing({ image: IMAGE })).toMatchObject({
      name: "tensorflow-serving",
      image: IMAGE,
      protocol: kubernetes.ServingProtocol.REST,
      cpus: 2,
      memoryGib: 8,
      modelSizeGib: 20,
      startupSeconds: 600,
    });
  });

  test("keeps every property that it is told", () => {
    const props: kubernetes.TensorflowServingProps = {
      image: IMAGE,
      protocol: kubernetes.ServingProtocol.GRPC,
      cpus: 16,
      memoryGib: 128,
      modelSizeGib: 300,
      startupSeconds: 3600,
    };

    expect(kubernetes.ModelServer.tensorflowServing(props)).toMatchObject(props);
  });

  test.each([
    [kubernetes.ServingProtocol.REST, 8501],
    [kubernetes.ServingProtocol.GRPC, 8500],
  ])("callers use the port of %s: %d", (protocol, port) => {
    expect(servingPort(kubernetes.ModelServer.tensorflowServing({ image: IMAGE, protocol }))).toBe(port);
  });

  test("is started by name, so that no entry point reads flags from the environment", () => {
    const { command, args } = serverCommand("resnet");

    expect(command).toEqual(["tensorflow_model_server"]);
    expect(args).toEqual([
      "--port=8500",
      "--rest_api_port=8501",
      "--model_name=resnet",
      "--model_base_path=/models/resnet",
    ]);
  });

  test("is not asked for its metadata to see whether it lives: that answers only once the model is loaded", () => {
    const { alive, loaded, port } = probePaths("resnet");

    expect(alive).toBe("/v1/models/resnet");
    expect(loaded).toBe("/v1/models/resnet/metadata");
    expect(port).toBe(8501);
  });
});
