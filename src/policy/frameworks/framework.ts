/** Why no control answers an item of a framework, in general; the item says why in particular. */
export const UNANSWERED = {
  provider: "the cloud provider's own: nothing in Terraform or a manifest sets it",
  machine: "set on the machines, by their image",
  cluster: "shows in a running cluster alone",
  model: "in the model, its data or its training",
  application: "in the application around the model",
  people: "what people agree on and do",
  choice: "left to you, on purpose",
  catalogue: "named by the catalogue, as docs/coverage/catalogue.md has it",
  open: "could be asked, and no control does yet",
} as const;

export type Unanswered = keyof typeof UNANSWERED;

/** One thing that a framework or a scanner asks for. */
export interface FrameworkItem {
  /** As `answers` of a control spells it: `CIS EKS-1.8 5.4.2`, `CKV_AWS_21`, `KICS 568a4d22`. */
  readonly id: string;

  /** What it asks, shortened. */
  readonly title: string;

  /** Ids that ask the same, or that the framework itself names as the remedy; who answers one of them answers this item. */
  readonly sameAs?: readonly string[];

  /** Why no control answers it: in general, and in one sentence of its own. */
  readonly unanswered?: readonly [Unanswered, string];
}

/** A benchmark, a list of threats or a scanner. */
export interface Framework {
  /** As `modelkeep policy list --framework` takes it. */
  readonly id: string;

  readonly title: string;

  readonly items: readonly FrameworkItem[];
}

/** Items of a list with one a line: `CKV_AWS_21 | Ensure the S3 bucket has versioning enabled`. */
export function itemsOf(lines: string): readonly FrameworkItem[] {
  return lines
    .trim()
    .split("\n")
    .map((line) => {
      const [id = "", title = ""] = line.split(" | ");
      return { id, title };
    });
}
