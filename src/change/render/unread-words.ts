import { digits } from "../../policy/reports/wording";

/** Resources that a policy is said to refer to. */
const LISTED = 5;

/** References alone, as a plan tells them of a value that it does not know: `${aws_sqs_queue.q.arn}, ${aws_s3_bucket.b.arn}`. */
const REFERENCES = /^\$\{[\w.[\]"*-]+\}(?:, \$\{[\w.[\]"*-]+\})*$/;

/** The address in a reference, without the attribute. */
const ADDRESS =
  /^(?:module\.[\w-]+(?:\[[^\][]*\])?\.)*(?:data\.)?[a-z][a-z0-9]*_\w+\.[\w-]+(?:\[(?:\d+|"[^"]*")\])?(?=\.|$)/;

/**
 * What is said of a policy that nobody can read: `what a policy allows that refers to aws_sqs_queue.q`. What is words already
 * stays as it is.
 */
export function unreadWords(expression: string, what: string): string {
  if (REFERENCES.test(expression)) {
    const all = [...expression.matchAll(/\$\{([^{}]*)\}/g)].map(([, name = ""]) => ADDRESS.exec(name)?.[0] ?? name);
    const names = [...new Set(all)];
    const more = names.length > LISTED ? [`${digits(names.length - LISTED)} more`] : [];
    return `${what} that refers to ${[...names.slice(0, LISTED), ...more].join(" and ")}`;
  }
  if (expression === "(known after apply)" || expression === "a policy that cannot be read") {
    return what;
  }
  return /^\s*["$({[]/.test(expression) ? `${what} that is made of ${expression}` : expression;
}
