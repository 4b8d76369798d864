/** How callers talk to a model server. */
export enum ServingProtocol {
  /** JSON over HTTP/1.1. */
  REST = "rest",

  /** Protocol buffers over HTTP/2. */
  GRPC = "grpc",
}

/** Image and size of a TensorFlow Serving server. */
export interface TensorflowServingProps {
  /** Image of TensorFlow Serving, by digest, in a registry that the cluster reaches: `registry/repository@sha256:...`. */
  readonly image: string;

  /**
   * How callers talk to the server. Only the port of that protocol is opened to them.
   *
   * @default ServingProtocol.REST
   */
  readonly protocol?: ServingProtocol;

  /**
   * CPUs that a replica asks for, 1 to 192; it may use twice as many for a time.
   *
   * @default 2
   */
  readonly cpus?: number;

  /**
   * Memory of a replica in GiB, 1 to 2,048.
   *
   * @default 8
   */
  readonly memoryGib?: number;

  /**
   * Room for the model's files on the node, in GiB, 1 to 1,024.
   *
   * @default 20
   */
  readonly modelSizeGib?: number;

  /**
   * Seconds that loading the model may take before the replica is started anew, 60 to 3,600.
   *
   * @default 600
   */
  readonly startupSeconds?: number;
}

/**
 * A model server: which image, how it is started, where it listens, where it must be able to write.
 *
 * Each preset knows its own server, so that the root filesystem can be read-only without surprises.
 */
export class ModelServer {
  /**
   * TensorFlow Serving, for SavedModels. It has neither authentication nor TLS: only named callers reach it.
   *
   * @param props image and size
   * @see https://www.tensorflow.org/tfx/serving/api_rest
   */
  public static tensorflowServing(props: TensorflowServingProps): ModelServer {
    return new ModelServer("tensorflow-serving", props);
  }

  /** Image, by digest. */
  public readonly image: string;

  /** How callers talk to the server. */
  public readonly protocol: ServingProtocol;

  /** CPUs that a replica asks for. */
  public readonly cpus: number;

  /** Memory of a replica in GiB. */
  public readonly memoryGib: number;

  /** Room for the model's files in GiB. */
  public readonly modelSizeGib: number;

  /** Seconds that loading may take. */
  public readonly startupSeconds: number;

  private constructor(
    /** Name of the server software, as in `tensorflow-serving`. */
    public readonly name: string,
    props: TensorflowServingProps,
  ) {
    this.image = props.image;
    this.protocol = props.protocol ?? ServingProtocol.REST;
    this.cpus = props.cpus ?? 2;
    this.memoryGib = props.memoryGib ?? 8;
    this.modelSizeGib = props.modelSizeGib ?? 20;
    this.startupSeconds = props.startupSeconds ?? 600;
  }
}
