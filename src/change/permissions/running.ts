import { actionTable } from "./action-table";

/**
 * Actions that make a service run what the caller says as a role that the caller passes, by the service that takes the role. One
 * of them is enough: the function, the task or the project that it takes besides is often there.
 *
 * @see https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/
 * @see https://pathfinding.cloud
 */
const RUNNING: Readonly<Record<string, readonly string[]>> = {
  "batch.amazonaws.com": ["batch:CreateComputeEnvironment"],
  "bedrock-agentcore.amazonaws.com": [
    "bedrock-agentcore:CreateAgentRuntime",
    "bedrock-agentcore:CreateBrowser",
    "bedrock-agentcore:CreateCodeInterpreter",
    "bedrock-agentcore:CreateGateway",
    "bedrock-agentcore:UpdateAgentRuntime",
  ],
  "bedrock.amazonaws.com": ["bedrock:CreateAgent", "bedrock:UpdateAgent"],
  "cloudformation.amazonaws.com": [
    "cloudformation:CreateChangeSet",
    "cloudformation:CreateStack",
    "cloudformation:CreateStackSet",
    "cloudformation:UpdateStack",
    "cloudformation:UpdateStackSet",
  ],
  "codebuild.amazonaws.com": ["codebuild:CreateProject", "codebuild:UpdateProject", "codebuild:StartBuild*"],
  "codepipeline.amazonaws.com": ["codepipeline:CreatePipeline", "codepipeline:UpdatePipeline"],
  "datapipeline.amazonaws.com": ["datapipeline:CreatePipeline", "datapipeline:PutPipelineDefinition"],
  "ec2.amazonaws.com": [
    "autoscaling:CreateLaunchConfiguration",
    "ec2:AssociateIamInstanceProfile",
    "ec2:ReplaceIamInstanceProfileAssociation",
    "ec2:RequestSpotFleet",
    "ec2:RequestSpotInstances",
    "ec2:RunInstances",
    "elasticbeanstalk:CreateEnvironment",
    "elasticmapreduce:RunJobFlow",
  ],
  "ecs-tasks.amazonaws.com": [
    "batch:RegisterJobDefinition",
    "batch:SubmitJob",
    "ecs:RegisterTaskDefinition",
    "ecs:RunTask",
    "ecs:StartTask",
  ],
  "elasticmapreduce.amazonaws.com": ["elasticmapreduce:RunJobFlow"],
  "emr-serverless.amazonaws.com": ["emr-serverless:StartJobRun"],
  "events.amazonaws.com": ["events:PutTargets"],
  "glue.amazonaws.com": ["glue:CreateDevEndpoint", "glue:CreateJob", "glue:CreateSession", "glue:UpdateJob"],
  "imagebuilder.amazonaws.com": ["imagebuilder:CreateInfrastructureConfiguration"],
  "kinesisanalytics.amazonaws.com": ["kinesisanalytics:CreateApplication"],
  "lambda.amazonaws.com": ["lambda:CreateFunction", "lambda:UpdateFunctionConfiguration"],
  "pods.eks.amazonaws.com": ["eks:CreatePodIdentityAssociation", "eks:UpdatePodIdentityAssociation"],
  "sagemaker.amazonaws.com": [
    "sagemaker:Create*Job",
    "sagemaker:CreateDomain",
    "sagemaker:CreateModel",
    "sagemaker:CreateNotebookInstance",
    "sagemaker:CreatePipeline",
    "sagemaker:CreateUserProfile",
    "sagemaker:UpdateDomain",
    "sagemaker:UpdateNotebookInstance",
    "sagemaker:UpdatePipeline",
    "sagemaker:UpdateUserProfile",
  ],
  "scheduler.amazonaws.com": ["scheduler:CreateSchedule", "scheduler:UpdateSchedule"],
  "ssm.amazonaws.com": [
    "ssm:CreateAssociation",
    "ssm:RegisterTaskWithMaintenanceWindow",
    "ssm:StartAutomationExecution",
    "ssm:UpdateAssociation",
  ],
  "states.amazonaws.com": ["states:CreateStateMachine", "states:UpdateStateMachine"],
  "tasks.apprunner.amazonaws.com": ["apprunner:CreateService", "apprunner:UpdateService"],
};

let known: ReadonlyMap<number, readonly string[]> | undefined;

/** Services that run something for whoever has the action, by its number in the table. Found when the first principal gains one. */
export function runningServices(): ReadonlyMap<number, readonly string[]> {
  if (known === undefined) {
    const services = new Map<number, string[]>();
    for (const [service, actions] of Object.entries(RUNNING)) {
      for (const number of actions.flatMap((action) => actionTable().expand(action))) {
        services.set(number, [...(services.get(number) ?? []), service]);
      }
    }
    known = services;
  }
  return known;
}
