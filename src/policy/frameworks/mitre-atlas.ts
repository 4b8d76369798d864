import type { Framework } from "./framework";

/**
 * MITRE ATLAS (mitre-atlas/atlas-data, Apache-2.0): every mitigation, and the techniques that controls speak of.
 * Numbers are those of 5.6.0. Titles are of the change log of 5.2.0 (24 December 2025), which added the last of them;
 * AML.M0035 and those after it came in July 2026, with another format of the data, and are not here. Mitigations beside a technique
 * are those of `data/mitigations.yaml`.
 */
export const MITRE_ATLAS: Framework = {
  id: "mitre-atlas",
  title: "MITRE ATLAS 5.6.0",
  items: [
    {
      id: "AML.M0000",
      title: "Limit Public Release of Information",
      unanswered: ["people", "What an organization publishes about its systems is decided by people."],
    },
    {
      id: "AML.M0001",
      title: "Limit Model Artifact Release",
      unanswered: [
        "people",
        "Whether weights and datasets are published is a decision; that nobody takes them unasked is AML.M0005.",
      ],
    },
    {
      id: "AML.M0002",
      title: "Passive AI Output Obfuscation",
      unanswered: [
        "application",
        "How much of a score an answer reveals is set in the model server's handler or in the code behind it.",
      ],
    },
    {
      id: "AML.M0003",
      title: "Model Hardening",
      unanswered: ["model", "Adversarial training and distillation happen before a model is stored."],
    },
    { id: "AML.M0004", title: "Restrict Number of AI Model Queries" },
    { id: "AML.M0005", title: "Control Access to AI Models and Data at Rest" },
    {
      id: "AML.M0006",
      title: "Use Ensemble Methods",
      unanswered: ["model", "Whether several models vote is the design of the service, and no setting of one of them."],
    },
    {
      id: "AML.M0007",
      title: "Sanitize Training Data",
      unanswered: ["model", "Training data are cleaned where they are collected; nothing that serves sees them."],
    },
    {
      id: "AML.M0008",
      title: "Validate AI Model",
      unanswered: ["model", "Tests for backdoors and bias run on the model, before its release."],
    },
    {
      id: "AML.M0009",
      title: "Use Multi-Modal Sensors",
      unanswered: ["application", "Sensors belong to the product that asks the model."],
    },
    {
      id: "AML.M0010",
      title: "Input Restoration",
      unanswered: ["application", "Inputs are cleaned by the code before the model, not by what carries them."],
    },
    { id: "AML.M0011", title: "Restrict Library Loading" },
    { id: "AML.M0012", title: "Encrypt Sensitive Information" },
    { id: "AML.M0013", title: "Code Signing" },
    { id: "AML.M0014", title: "Verify AI Artifacts" },
    {
      id: "AML.M0015",
      title: "Adversarial Input Detection",
      unanswered: ["application", "A detector reads the requests' content; no field of a manifest says that one runs."],
    },
    { id: "AML.M0016", title: "Vulnerability Scanning" },
    {
      id: "AML.M0017",
      title: "AI Model Distribution Methods",
      unanswered: [
        "people",
        "Serving behind an API instead of shipping to devices is the very choice that Modelkeep assumes; nothing is left to check.",
      ],
    },
    { id: "AML.M0018", title: "User Training", unanswered: ["people", "People are taught, not deployed."] },
    { id: "AML.M0019", title: "Control Access to AI Models and Data in Production" },
    { id: "AML.M0020", title: "Generative AI Guardrails" },
    {
      id: "AML.M0021",
      title: "Generative AI Guidelines",
      unanswered: ["application", "Guidelines stand in the system prompt."],
    },
    {
      id: "AML.M0022",
      title: "Generative AI Model Alignment",
      unanswered: ["model", "Alignment is trained into the model."],
    },
    {
      id: "AML.M0023",
      title: "AI Bill of Materials",
      unanswered: [
        "cluster",
        "A bill of materials is made by the build and lies in the registry beside the image; Terraform does not see it. Signatures are AML.M0013.",
      ],
    },
    { id: "AML.M0024", title: "AI Telemetry Logging" },
    {
      id: "AML.M0025",
      title: "Maintain AI Dataset Provenance",
      unanswered: ["model", "The history of datasets is kept by the training pipeline."],
    },
    {
      id: "AML.M0026",
      title: "Privileged AI Agent Permissions Configuration",
      unanswered: [
        "application",
        "What an agent may do beyond its users is configured in the agent; the cloud permissions of whatever runs it are AML.M0019 and LLM06.",
      ],
    },
    {
      id: "AML.M0027",
      title: "Single-User AI Agent Permissions Configuration",
      unanswered: ["application", "Delegating one user's rights to an agent happens in the application's own sign-in."],
    },
    {
      id: "AML.M0028",
      title: "AI Agent Tools Permissions Configuration",
      unanswered: ["application", "Tools are registered with the agent, not with the platform."],
    },
    {
      id: "AML.M0029",
      title: "Human In-the-Loop for AI Agent Actions",
      unanswered: ["application", "Asking a person before an action is a step of the agent's own flow."],
    },
    {
      id: "AML.M0030",
      title: "Restrict AI Agent Tool Invocation on Untrusted Data",
      unanswered: ["application", "Only the agent knows which of its data are untrusted."],
    },
    {
      id: "AML.M0031",
      title: "Memory Hardening",
      unanswered: ["application", "What an agent remembers, and believes of it, is its own affair."],
    },
    { id: "AML.M0032", title: "Segmentation of AI Agent Components" },
    {
      id: "AML.M0033",
      title: "Input and Output Validation for AI Agent Components",
      unanswered: ["application", "Validation is code between the agent and its tools."],
    },
    {
      id: "AML.M0034",
      title: "Deepfake Detection",
      unanswered: ["application", "Detectors run on the content, in the product that receives it."],
    },
    { id: "AML.T0007", title: "Discover AI Artifacts", sameAs: ["AML.M0012"] },
    { id: "AML.T0010", title: "AI Supply Chain Compromise" },
    { id: "AML.T0010.001", title: "AI Supply Chain Compromise: AI Software", sameAs: ["AML.M0013"] },
    { id: "AML.T0010.003", title: "AI Supply Chain Compromise: Model", sameAs: ["AML.M0005", "AML.M0013"] },
    { id: "AML.T0010.004", title: "AI Supply Chain Compromise: Container Registry" },
    {
      id: "AML.T0011.000",
      title: "User Execution: Unsafe AI Artifacts",
      sameAs: ["AML.M0011", "AML.M0013", "AML.M0014"],
    },
    { id: "AML.T0012", title: "Valid Accounts" },
    { id: "AML.T0018", title: "Manipulate AI Model" },
    {
      id: "AML.T0018.002",
      title: "Manipulate AI Model: Embed Malware",
      unanswered: [
        "choice",
        "Malware in a model file is found by scanning it before its release, which the catalogue leaves to those who need it (S3-38); that nobody puts another file in its place afterwards is AML.M0005.",
      ],
    },
    { id: "AML.T0024", title: "Exfiltration via AI Inference API" },
    { id: "AML.T0024.002", title: "Exfiltration via AI Inference API: Extract AI Model", sameAs: ["AML.M0004"] },
    { id: "AML.T0025", title: "Exfiltration via Cyber Means" },
    { id: "AML.T0029", title: "Denial of AI Service" },
    { id: "AML.T0034", title: "Cost Harvesting" },
    { id: "AML.T0040", title: "AI Model Inference API Access" },
    {
      id: "AML.T0048.004",
      title: "External Harms: AI Intellectual Property Theft",
      sameAs: ["AML.M0005", "AML.M0012"],
    },
    { id: "AML.T0049", title: "Exploit Public-Facing Application" },
    { id: "AML.T0055", title: "Unsecured Credentials" },
    { id: "AML.T0083", title: "Credentials from AI Agent Configuration" },
    { id: "AML.T0105", title: "Escape to Host" },
  ],
};
