import { blockLines } from "../../src/estate/hcl-lines";

test("blocks are found at their headers, and nowhere else", () => {
  const text = [
    '# resource "a" "comment" {',
    '/* resource "a" "comment" {',
    '*/ resource "a" "first" {',
    '  x = "resource \\"a\\" ${join("", [',
    '"}"])} {"',
    '  resource "a" "nested" {}',
    "  y = <<-EOT",
    'resource "a" "heredoc" {',
    "  EOT",
    "}",
    "data b unquoted { }",
    'resource "a" /* why */ "second"{}',
    'module "m" {\r',
    "}\r",
    "x = resource",
    'resource "a" "first" {}',
  ].join("\n");
  expect([...blockLines(text)]).toEqual([
    ["resource.a.first", 3],
    ["data.b.unquoted", 11],
    ["resource.a.second", 12],
    ["module.m", 13],
  ]);
});
