/**
 * What becomes of an argument:
 *
 * - `text`, `number`, `boolean`: a scalar of that type; text that is empty is an argument that is not set
 * - `required`: text that is written also when it is empty
 * - `octal`: a file mode, an octal text in Terraform and a number in Kubernetes
 * - `port`: a number or a name (IntOrString)
 * - `backendPort`: a port or its name, which an ingress of Kubernetes keeps in a field each
 * - `base64`: plain in Terraform, encoded in Kubernetes
 * - `texts`, `numbers`: a list of scalars
 * - `map`: a map of texts, whose keys are not names of fields
 * - `object`: a block that stands at most once; `objects`: a list of blocks
 * - `inline`: a block whose fields stand in the parent
 * - `dropped`: Terraform's own, unknown to Kubernetes
 */
export type Form =
  | "text"
  | "required"
  | "number"
  | "boolean"
  | "octal"
  | "port"
  | "backendPort"
  | "base64"
  | "texts"
  | "numbers"
  | "map"
  | "object"
  | "objects"
  | "inline"
  | "dropped";

/** Field of the Kubernetes object (with its path when it lies deeper), form, and for blocks the name of their shape. */
export type FieldShape = readonly [field: string, form: Form, shape?: string];

/** Arguments of a block by their Terraform name. */
export type Shape = Readonly<Record<string, FieldShape>>;
