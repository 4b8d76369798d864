import { ValidationError } from "modelkeep/errors";

const RANGE = {
  code: "MK_GPU_POOL_RANGE",
  message: "maxNodes is 2, below minNodes 4.",
  remedy: "Set maxNodes to 4 or more, or lower minNodes.",
};
const NAME = {
  code: "MK_NAME_FORMAT",
  message: 'poolName is "GPU", which is not a name.',
  remedy: "Set poolName to a name.",
};

test("an error reads as the house style shows: code, path, subject, what is wrong, what to do", () => {
  const error = new ValidationError("platform/gpu-a", "aws.GpuNodePool", [RANGE]);

  expect(String(error)).toBe(
    [
      "ValidationError [MK_GPU_POOL_RANGE] at platform/gpu-a (aws.GpuNodePool):",
      "  maxNodes is 2, below minNodes 4.",
      "  Set maxNodes to 4 or more, or lower minNodes.",
    ].join("\n"),
  );
  expect(error.message).toMatch(/^\[MK_GPU_POOL_RANGE\] at platform\/gpu-a \(aws\.GpuNodePool\):\n/);
});

test("an error tells every problem, one after another, in the order they were found", () => {
  const error = new ValidationError("platform/gpu-a", "aws.GpuNodePool", [RANGE, NAME]);

  expect(error.message.split("\n")).toEqual([
    "[MK_GPU_POOL_RANGE, MK_NAME_FORMAT] at platform/gpu-a (aws.GpuNodePool):",
    `  ${RANGE.message}`,
    `  ${RANGE.remedy}`,
    `  ${NAME.message}`,
    `  ${NAME.remedy}`,
  ]);
  expect(error.problems).toEqual([RANGE, NAME]);
});

test("a code that occurs twice is named once", () => {
  const again = { ...RANGE, message: "maxNodes is 0, below minNodes 1." };
  const error = new ValidationError("platform/gpu-a", "aws.GpuNodePool", [RANGE, NAME, again]);

  expect(error.codes).toEqual(["MK_GPU_POOL_RANGE", "MK_NAME_FORMAT"]);
  expect(error.message).toContain(again.message);
});

test("an error can be told from others by its class, and carries path and subject", () => {
  const error = new ValidationError("platform/gpu-a", "aws.GpuNodePool", [RANGE]);

  expect(error).toBeInstanceOf(ValidationError);
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ path: "platform/gpu-a", subject: "aws.GpuNodePool" });
});
