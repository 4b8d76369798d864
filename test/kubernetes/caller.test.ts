import { kubernetes } from "modelkeep";

test("a caller is every pod of a namespace", () => {
  expect(kubernetes.Caller.inNamespace("gateway")).toMatchObject({ namespace: "gateway", labels: {} });
});

test("a caller is the pods of a namespace that carry all its labels", () => {
  const caller = kubernetes.Caller.inNamespace("gateway", { app: "oauth2-proxy", track: "stable" });

  expect(caller).toMatchObject({ namespace: "gateway", labels: { app: "oauth2-proxy", track: "stable" } });
});
