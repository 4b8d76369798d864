import type { Framework } from "./framework";

/** OWASP Top 10 for LLM Applications 2025 (OWASP/www-project-top-10-for-large-language-model-applications, CC BY-SA 4.0). */
export const OWASP_LLM: Framework = {
  id: "owasp-llm",
  title: "OWASP Top 10 for LLM Applications 2025",
  items: [
    { id: "LLM01", title: "Prompt Injection" },
    { id: "LLM02", title: "Sensitive Information Disclosure" },
    { id: "LLM03", title: "Supply Chain" },
    { id: "LLM04", title: "Data and Model Poisoning" },
    {
      id: "LLM05",
      title: "Improper Output Handling",
      unanswered: [
        "application",
        "Escaping and checking what a model returns is the work of the code that uses the answer.",
      ],
    },
    { id: "LLM06", title: "Excessive Agency" },
    {
      id: "LLM07",
      title: "System Prompt Leakage",
      unanswered: [
        "application",
        "What a system prompt holds and gives away is decided where it is written; that no secret stands in configuration is asked elsewhere (LLM02).",
      ],
    },
    { id: "LLM08", title: "Vector and Embedding Weaknesses" },
    {
      id: "LLM09",
      title: "Misinformation",
      unanswered: ["model", "Whether an answer is true shows neither in Terraform nor in a manifest."],
    },
    { id: "LLM10", title: "Unbounded Consumption" },
  ],
};
