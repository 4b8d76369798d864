import { Lazy, Testing } from "cdktf";
import { HardenedStack, ServingTier } from "modelkeep";

test("tokens are made without a stack trace once there is a hardened stack", () => {
  new HardenedStack(Testing.app(), "vision", { tier: ServingTier.STAGING, tenant: "vision", owner: "vision" });
  const token: unknown = Lazy.anyValue({ produce: () => 1 });

  expect((token as { creationStack: string[] }).creationStack).toEqual([]);
  expect(new Error("as ever").stack).toContain("token-traces.test");
});
