import { pageAsset } from "../../../src/change/html/page-asset";

test("the licences of the libraries travel with their code", () => {
  const { script } = pageAsset();
  const head = script.slice(0, script.indexOf("*/"));
  expect(head.startsWith("/*!")).toBe(true);
  for (const name of ["cytoscape", "cytoscape-dagre", "@dagrejs/dagre"]) {
    expect(head).toContain(name);
  }
  expect(head).toContain("The Cytoscape Consortium");
  expect(head).toContain("Chris Pettitt");
  expect(head).toContain("Permission is hereby granted, free of charge");
});

test("the program asks for nothing, and makes no code of texts", () => {
  const { script, style } = pageAsset();
  expect(script.length).toBeGreaterThan(100_000);
  expect(script).not.toMatch(
    /\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon|importScripts|\beval\(|new Function\(|innerHTML|document\.write/,
  );
  expect(style).not.toMatch(/url\((?!["']?data:)|@import|@font-face/);
});

test("neither ends the element that it stands in", () => {
  const { script, style } = pageAsset();
  expect(script).not.toMatch(/<\/script|<!--/i);
  expect(style).not.toMatch(/<\/style|<!--/i);
});
