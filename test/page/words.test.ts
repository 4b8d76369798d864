import { lastName, range, shortened, shortKind, signed, withoutHash } from "../../page/words";

test.each([
  ["aws_s3_bucket.models", "models"],
  ["module.vision.aws_s3_bucket.models[0]", "models[0]"],
  ['aws_subnet.private["eu-west-1.a"]', 'private["eu-west-1.a"]'],
  ['aws_subnet.private["a/b"]', 'private["a/b"]'],
  ["Deployment/resnet.v2", "resnet.v2"],
  ["plain", "plain"],
  ["ends.", "ends."],
])("people call %s %s", (resource, name) => {
  expect(lastName(resource)).toBe(name);
});

test.each([
  ["aws_s3_bucket", "s3_bucket"],
  ["google_container_cluster", "container_cluster"],
  ["kubernetes_service_v1", "service_v1"],
  ["apps/v1 Deployment", "Deployment"],
  ["v1 Service", "Service"],
])("the kind %s is shown as %s", (kind, shown) => {
  expect(shortKind(kind)).toBe(shown);
});

test("the middle of a long name is left out, and no character is halved", () => {
  expect(shortened("abcdefghij", 7)).toBe("abc\u2026hij");
  expect(shortened("abcdefg", 7)).toBe("abcdefg");
  const cut = shortened("\u{1f600}".repeat(20), 10);
  expect(cut.length).toBeLessThanOrEqual(10);
  expect(cut).not.toMatch(/\p{Cs}/u);
});

test.each([
  [{ low: 412.45, high: 1237.35 }, "$412.45 to $1,237.35", "+$412.45 to +$1,237.35"],
  [{ low: 3, high: 3 }, "$3.00", "+$3.00"],
  [{ low: -28.18, high: -84.53 }, "\u2212$28.18 to \u2212$84.53", "\u2212$28.18 to \u2212$84.53"],
  [{ low: 0, high: 0 }, "$0.00", "$0.00"],
])("%o is %s, and as a difference %s", (money, plain, difference) => {
  expect(range(money)).toBe(plain);
  expect(signed(money)).toBe(difference);
});

test.each([
  ["models_Key_B62D7FC7", "models_Key"],
  ["models_Key_B62D7FC7[0]", "models_Key[0]"],
  ["models_key", "models_key"],
  ["model_deadbeef", "model_deadbeef"],
])("%s is drawn as %s", (name, drawn) => {
  expect(withoutHash(name)).toBe(drawn);
});
