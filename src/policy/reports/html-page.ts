import { integrity } from "./markup";

/** Colours are checked for contrast AA on their own background, in both schemes. */
const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --link: #0b5cad;
  --critical: #8a1178; --high: #b3261e; --medium: #8a5300; --low: #0b5cad; --clean: #1a6b34;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0f1318; --card: #181d24; --ink: #e6e9ed; --soft: #a3adb8; --line: #343c47; --link: #7fb8f5;
    --critical: #f08fe0; --high: #ff938a; --medium: #f0b35a; --low: #7fb8f5; --clean: #6fd08c;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
header, main, footer { max-width: 72rem; margin: 0 auto; padding: 1rem 1.25rem; }
header { padding-top: 2rem; padding-bottom: 0; }
h1, header p { overflow-wrap: anywhere; }
footer { color: var(--soft); padding-bottom: 3rem; }
h1 { margin: 0 0 .25rem; font-size: 1.6rem; line-height: 1.25; text-wrap: balance; }
h1.clean { color: var(--clean); }
h1.findings { color: var(--high); }
h2 { margin: 2.25rem 0 .75rem; font-size: 1.2rem; }
section:first-child > h2 { margin-top: 1.25rem; }
h3 { margin: 1.5rem 0 .5rem; font-size: 1rem; }
p { margin: .25rem 0 .75rem; }
.soft { color: var(--soft); }
code { font: .875em/1.5 ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr)); gap: .75rem; margin: 0; padding: 0; list-style: none; }
.cards li { padding: .6rem .9rem; background: var(--card); border: 1px solid var(--line); border-top: 4px solid var(--tone, var(--line)); border-radius: .5rem; }
.cards strong { display: block; font-size: 1.5rem; line-height: 1.3; font-variant-numeric: tabular-nums; }
.critical { --tone: var(--critical); } .high { --tone: var(--high); } .medium { --tone: var(--medium); } .low { --tone: var(--low); }
.scroll { overflow-x: auto; margin-top: 1rem; }
table { width: 100%; border-collapse: collapse; background: var(--card); border: 1px solid var(--line); }
th, td { padding: .4rem .75rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { color: var(--soft); font-weight: 600; white-space: nowrap; }
tbody th { font-weight: 500; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
form { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin: 0 0 .5rem; }
label { display: grid; gap: .2rem; font-size: .875rem; color: var(--soft); }
label.wide { flex: 1 1 16rem; }
input, select, button { min-height: 2.5rem; padding: .35rem .6rem; font: inherit; color: var(--ink); background: var(--card); border: 1px solid var(--soft); border-radius: .375rem; min-width: 0; }
::placeholder { color: var(--soft); opacity: 1; }
button { cursor: pointer; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
details { margin: 0 0 .5rem; background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--tone, var(--line)); border-radius: .375rem; content-visibility: auto; contain-intrinsic-size: auto 4.6rem; }
summary { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .1rem .75rem; padding: .55rem .9rem; cursor: pointer; }
summary::marker { content: ""; }
summary::-webkit-details-marker { display: none; }
summary .title { padding-left: 1.1em; text-indent: -1.1em; font-weight: 600; overflow-wrap: anywhere; }
summary .title::before { content: "+"; display: inline-block; width: 1.1em; text-indent: 0; color: var(--soft); font-family: ui-monospace, monospace; }
details[open] > summary .title::before { content: "-"; }
summary .badge { align-self: start; }
summary .where { grid-column: 1 / -1; padding-left: 1.1em; color: var(--soft); overflow-wrap: anywhere; }
summary .where code { color: var(--ink); }
.badge { padding: 0 .5rem; color: var(--tone); border: 1px solid var(--tone); border-radius: 1rem; font-size: .8125rem; font-weight: 600; white-space: nowrap; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .35rem 1rem; margin: 0; padding: .75rem .9rem 1rem calc(.9rem + 1.1em); border-top: 1px solid var(--line); }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 36rem) {
  header, main, footer { padding-left: .9rem; padding-right: .9rem; }
  h1 { font-size: 1.35rem; }
  .cards { grid-template-columns: repeat(3, minmax(0, 1fr)); }
  .cards li { padding: .4rem .6rem; }
  th, td { padding: .35rem .3rem; font-size: .8125rem; }
  label { flex: 1 1 8rem; }
  dl { grid-template-columns: minmax(0, 1fr); gap: 0; padding-left: .9rem; }
  dd { margin-bottom: .6rem; }
}
@media print {
  form { display: none; }
  details { break-inside: avoid; content-visibility: visible; }
}
`;

/** Everything is in the markup; the script hides what the filter does not ask for, and opens and closes all. */
const SCRIPT = `
(function () {
  "use strict";
  var form = document.getElementById("filter");
  if (!form) return;
  var rows = Array.prototype.slice.call(document.querySelectorAll("details.finding"));
  var groups = Array.prototype.slice.call(document.querySelectorAll("section.severity"));
  var status = document.getElementById("shown");
  var toggle = document.getElementById("toggle");
  var texts = null;
  var opened = false;
  function apply() {
    var severity = form.elements.severity.value;
    var category = form.elements.category.value;
    var words = form.elements.words.value.toLowerCase().split(/\\s+/).filter(Boolean);
    if (words.length && !texts) texts = rows.map(function (row) { return row.textContent.toLowerCase(); });
    var shown = 0;
    rows.forEach(function (row, index) {
      var fits = (!severity || row.dataset.severity === severity) && (!category || row.dataset.category === category) &&
        words.every(function (word) { return texts[index].indexOf(word) !== -1; });
      row.hidden = !fits;
      if (fits) shown += 1;
    });
    groups.forEach(function (group) { group.hidden = !group.querySelector("details.finding:not([hidden])"); });
    status.textContent = shown === rows.length ? "" : shown + " of " + rows.length + " findings shown";
  }
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function () { setTimeout(apply, 0); });
  toggle.addEventListener("click", function () {
    opened = !opened;
    rows.forEach(function (row) { if (!row.hidden) row.open = opened; });
    toggle.textContent = opened ? "Close all" : "Open all";
  });
  window.addEventListener("beforeprint", function () { rows.forEach(function (row) { row.open = true; }); });
  apply();
})();
`;

/**
 * A page that asks nothing of any server. Its policy allows this one style sheet and this one script, by hash: markup
 * that slipped through the escaping could neither run nor load anything.
 *
 * @param title plain text, escaped already
 * @param body markup
 */
export function page(title: string, body: string): string {
  const policy = [
    "default-src 'none'",
    `style-src '${integrity(STYLE)}'`,
    `script-src '${integrity(SCRIPT)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
${body}
<script>${SCRIPT}</script>
</body>
</html>
`;
}
