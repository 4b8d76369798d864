/** How the files of a model are laid out, and whether merely loading them runs code that came with them. */
export class ModelFormat {
  /** TensorFlow SavedModel: a folder with `saved_model.pb` and `variables/`. */
  public static readonly SAVED_MODEL = new ModelFormat("saved-model", false);

  /** Safetensors: tensors alone, no code. */
  public static readonly SAFETENSORS = new ModelFormat("safetensors", false);

  /** Open Neural Network Exchange: a graph of standard operators. */
  public static readonly ONNX = new ModelFormat("onnx", false);

  /** The format of llama.cpp: tensors and metadata. */
  public static readonly GGUF = new ModelFormat("gguf", false);

  /** Python pickle, as `.pkl`: loading it calls whatever it names. */
  public static readonly PICKLE = new ModelFormat("pickle", true);

  /** Joblib, a pickle beneath. */
  public static readonly JOBLIB = new ModelFormat("joblib", true);

  /** PyTorch checkpoints as `.pt`, `.pth` or `.bin`: a pickle in an archive. */
  public static readonly PYTORCH_PICKLE = new ModelFormat("pytorch-pickle", true);

  /** TorchScript archives: a program with pickled attributes. */
  public static readonly TORCHSCRIPT = new ModelFormat("torchscript", true);

  /** Keras HDF5: Lambda layers carry marshalled Python. */
  public static readonly KERAS_H5 = new ModelFormat("keras-h5", true);

  /** TensorRT plans: engines may bring native plugin code. */
  public static readonly TENSORRT_PLAN = new ModelFormat("tensorrt-plan", true);

  private constructor(
    /** Name of the format, as in `saved-model`. */
    public readonly name: string,

    /** Whether loading the model runs code that came with it. Such formats are refused in production. */
    public readonly executesCodeOnLoad: boolean,
  ) {}

  /** Name of the format. */
  public toString(): string {
    return this.name;
  }
}
