import { type Attributes, resourcesOf, type Synthesized } from "./stack";

declare global {
  namespace jest {
    interface Matchers<R> {
      /** Every resource of the type has these attributes, and there is at least one. CDKTF's own matchers ask for any. */
      toHaveEvery(type: string, attributes: Attributes): R;

      /** No resource of the type has the attribute, and there is at least one. */
      toHaveNone(type: string, attribute: string): R;
    }
  }
}

expect.extend({
  toHaveEvery(stack: Synthesized, type: string, attributes: Attributes) {
    const resources = resourcesOf(stack, type);
    const wrong = resources.filter((resource) => !this.equals(resource, expect.objectContaining(attributes)));
    return {
      pass: wrong.length === 0,
      message: () =>
        `${wrong.length} of ${resources.length} ${type} differ from ${this.utils.printExpected(attributes)}:\n${this.utils.printReceived(wrong)}`,
    };
  },
  toHaveNone(stack: Synthesized, type: string, attribute: string) {
    const resources = resourcesOf(stack, type);
    const wrong = resources.filter((resource) => resource[attribute] !== undefined && resource[attribute] !== null);
    return {
      pass: wrong.length === 0,
      message: () =>
        `${wrong.length} of ${resources.length} ${type} set ${attribute}:\n${this.utils.printReceived(wrong)}`,
    };
  },
});
