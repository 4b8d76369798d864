import type { Framework } from "./framework";

/**
 * OWASP Machine Learning Security Top 10, 2023 (OWASP/www-project-machine-learning-security-top-10, CC BY-SA 4.0). Inversion and
 * membership inference take many questions, so that MITRE ATLAS names limits on them as the remedy.
 */
export const OWASP_ML: Framework = {
  id: "owasp-ml",
  title: "OWASP Machine Learning Security Top 10, 2023",
  items: [
    {
      id: "ML01:2023",
      title: "Input Manipulation Attack",
      unanswered: [
        "model",
        "Robustness against adversarial inputs comes from training and from checks before inference, not from where a model runs.",
      ],
    },
    {
      id: "ML02:2023",
      title: "Data Poisoning Attack",
      unanswered: [
        "model",
        "It happens in the training data, before anything is served; who may replace a finished model is asked (ML10:2023).",
      ],
    },
    { id: "ML03:2023", title: "Model Inversion Attack", sameAs: ["AML.M0004"] },
    { id: "ML04:2023", title: "Membership Inference Attack", sameAs: ["AML.M0004"] },
    { id: "ML05:2023", title: "Model Theft" },
    { id: "ML06:2023", title: "AI Supply Chain Attacks" },
    {
      id: "ML07:2023",
      title: "Transfer Learning Attack",
      unanswered: ["model", "Which base model is trained further, and on what, is decided before serving begins."],
    },
    {
      id: "ML08:2023",
      title: "Model Skewing",
      unanswered: [
        "model",
        "It feeds false feedback into training; Modelkeep serves models, and has no pipeline that trains them.",
      ],
    },
    { id: "ML09:2023", title: "Output Integrity Attack" },
    { id: "ML10:2023", title: "Model Poisoning", sameAs: ["LLM04"] },
  ],
};
