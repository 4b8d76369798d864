/** CEL: the bucket holds models, as its tag says. Stricter demands are made of those alone. */
export const HOLDS_MODELS = 'tag(self, "ai-artifact") == "model"';

/** CEL: the bucket of Google holds models, as its label says, or as those say who read it. */
export const HOLDS_GOOGLE_MODELS = "holdsModels(self)";
