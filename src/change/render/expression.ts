/** Look-ups that every stack has, under names that nobody chose: what they look up says more. */
const LOOK_UPS: readonly (readonly [RegExp, string])[] = [
  [/\$\{data\.aws_partition\.[\w-]+\.partition\}/g, "${partition}"],
  [/\$\{data\.aws_caller_identity\.[\w-]+\.account_id\}/g, "${account}"],
  [/\$\{data\.aws_region\.[\w-]+\.(?:id|name|region)\}/g, "${region}"],
  [/\$\{data\.google_project\.[\w-]+\.(?:project_id|number)\}/g, "${project}"],
  [/\$\{sensitive\(\d+\)\}/g, "(sensitive)"],
  // What CDKTF makes of a reference into another stack.
  [
    /\$\{data\.terraform_remote_state\.cross-stack-reference-input-([\w-]+)\.outputs\.cross-stack-output-([\w-]+)\}/g,
    "${$1:$2}",
  ],
];

/** The text with the expressions of Terraform as short as they can be understood, for people. Machines get them as they are. */
export function readable(text: string): string {
  return text.includes("${")
    ? LOOK_UPS.reduce((shorter, [pattern, name]) => shorter.replaceAll(pattern, name), text)
    : text;
}
