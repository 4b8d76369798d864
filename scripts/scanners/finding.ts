/** A scanner that Modelkeep is compared with. */
export type ScannerName = "checkov" | "trivy" | "kics";

/** What a scanner said of a file of the corpus. */
export interface ScannerFinding {
  readonly scanner: ScannerName;

  /** The check, as our controls name it: `CKV_AWS_21`, `AVD-AWS-0090`, `KSV-0014`, `KICS 568a4d22`. */
  readonly id: string;

  readonly title: string;

  /** In lower case; undefined where the scanner tells none without an account, as Checkov. */
  readonly severity: string | undefined;

  /** Folder of the corpus that the file lies in, relative to its root: `AWS_S3_TLS_ONLY/0`. */
  readonly folder: string;

  readonly resource: string;
}
