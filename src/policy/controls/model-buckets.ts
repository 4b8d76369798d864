/** CEL: the bucket holds models, as its tag says. Stricter demands are made of those alone. */
export const HOLDS_MODELS = 'tag(self, "ai-artifact") == "model"';
