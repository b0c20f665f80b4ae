// Generated from the Rust types by scripts/build-types.mjs.

/** Everything one check has to say. */
export interface Report {
  /** Version of this shape; 1. */
  schemaVersion: 1;
  /** Who made the report. */
  tool: Tool;
  /** What was checked. */
  control: ControlRef;
  /** Where the check was started, from the top of the repository; absent at its top, and outside of any. Paths in this report are relative to it. */
  base?: string;
  /** Present when this is one part of a check, to be joined with the others. */
  shard?: Shard;
  /** How many results have which status. */
  summary: Summary;
  /** One result per subject instance, sorted by root, file, position, address. */
  results: Result[];
  /** What could not be read or evaluated, and advice on the input. */
  diagnostics: Diagnostic[];
}

/** Name and version of the product. */
export interface Tool {
  /** `ec2-profile-check`. */
  name: string;
  /** Semantic version. */
  version: string;
}

/** The control a report is about. */
export interface ControlRef {
  /** Identifier in compliance.tf, e.g. `ec2_instance_iam_profile_attached`. */
  id: string;
  /** One line. */
  title: string;
}

/** Which part of a check a report is of. */
export interface Shard {
  /** Which of the parts; from 1. */
  index: number;
  /** How many parts there are. */
  count: number;
  /** SHA-256 of all that the whole check was given, files and options: parts of one check agree in it. */
  inputs: string;
}

/** Counts per status, and of error diagnostics. */
export interface Summary {
  /** Results that pass. */
  pass: number;
  /** Results that fail. */
  fail: number;
  /** Results decided by inputs without a value. */
  conditional: number;
  /** Results that cannot be decided from what was given. */
  unknown: number;
  /** Subjects that create nothing, or must not carry a profile. */
  notApplicable: number;
  /** Results silenced by a comment with a reason. */
  suppressed: number;
  /** Diagnostics of severity error. */
  errors: number;
}

/** The verdict on one subject instance. (`Result` in the JavaScript API.) */
export interface Result {
  /** Directory of the root module, "" for the top. */
  root: string;
  /** As Terraform prints it: `module.a["k"].aws_instance.b[0]`. */
  address: string;
  /** Terraform resource type, or `module` for a modelled module call. */
  resourceType: string;
  /** The verdict. */
  status: Status;
  /** Kebab-case reason code; each is explained once in the control's knowledge. */
  code: string;
  /** Why, in one sentence. */
  message: string;
  /** Smallest place that shows it. */
  location: Location;
  /** Instance, launch template, profile, role, policies, as far as it could be followed. */
  chain: ChainLink[];
  /** How the deciding value came about, outermost expression first. */
  trace: TraceStep[];
  /** For `conditional`: which inputs lead to which status. */
  cases?: Case[];
  /** Traps this subject has stepped into or stands close to. */
  pitfalls: Pitfall[];
  /** Framework requirements the subject counts for. */
  frameworks: FrameworkRef[];
  /** What other tools say of the same code, by tool slug. */
  toolVerdicts: Record<string, ToolVerdict>;
  /** Edits after which the subject passes. */
  fixes: Fix[];
  /** For instances that run already without a profile; only where the subject, or one of its cases, fails. */
  running?: RunningInstances;
  /** Present when `status` is `suppressed`. */
  suppression?: Suppression;
}

/** A verdict. */
export type Status =
  /** Runs with a usable profile. */
  | 'pass'
  /** Runs without one, or cannot start. */
  | 'fail'
  /** Depends on inputs without a value. */
  | 'conditional'
  /** Cannot be decided from what was given. */
  | 'unknown'
  /** Creates nothing, or must not carry a profile. */
  | 'not_applicable'
  /** Silenced by a comment with a reason. */
  | 'suppressed';

/** One link of the credential chain. */
export interface ChainLink {
  /** What the link is. */
  kind: LinkKind;
  /** Terraform address, where it is declared; otherwise the literal name or ARN, or "". */
  address: string;
  /** Whether credentials get through here. */
  status: LinkStatus;
  /** What the link carries on: the profile name, the role name, the number of policies. */
  value?: string;
  /** Why it is broken or unknown. */
  reason?: string;
  /** Where it is declared; of what is not declared in the given files, what leads to it. */
  location?: Location;
}

/** Position of a link in the chain. */
export type LinkKind =
  /** The instance, or whatever launches instances. */
  | 'instance'
  /** Launch template or launch configuration. */
  | 'launch_template'
  /** IAM instance profile. */
  | 'profile'
  /** IAM role. */
  | 'role'
  /** The role's policies. */
  | 'policies';

/** State of a link. */
export type LinkStatus =
  /** Declared and whole. */
  | 'ok'
  /** Breaks the chain. */
  | 'broken'
  /** Not visible in the given code. */
  | 'unknown';

/** One step of how a value came about. */
export interface TraceStep {
  /** Source text of the expression. */
  expression: string;
  /** What it gives, as Terraform would print it, or `(unknown: why)`. */
  value: string;
  /** Where the expression stands. */
  location?: Location;
}

/** One combination of undecided inputs and its verdict. */
export interface Case {
  /** The inputs assumed. */
  when: Assumption[];
  /** The verdict under them. */
  status: Status;
  /** Its reason. */
  code: string;
}

/** An assumption about an undecided input, in words a person would use. */
export interface Assumption {
  /** E.g. `var.create`. */
  input: string;
  /** E.g. `false`, `null`, `not empty`. */
  is: string;
}

/** A trap of the control. */
export interface Pitfall {
  /** Fixed id, e.g. `role-without-profile`. */
  id: string;
  /** A few words. */
  title: string;
  /** What happens, why it bites and the way out. */
  explanation: string;
  /** The place in this configuration. */
  location?: Location;
}

/** Requirements of one framework. */
export interface FrameworkRef {
  /** E.g. `pcidss`. */
  slug: string;
  /** Requirement ids as the framework writes them. */
  requirements: string[];
}

/** What another tool says. */
export interface ToolVerdict {
  /** The other tool's identifier of its check. */
  id: string;
  /** Its verdict. */
  verdict: ToolOutcome;
  /** Why, and where it differs from ours. */
  why: string;
}

/** Verdict of another tool. */
export type ToolOutcome =
  /** It would pass. */
  | 'pass'
  /** It would fail. */
  | 'fail'
  /** It does not look at this. */
  | 'not_evaluated';

/** Text edits that mend the subject. */
export interface Fix {
  /** Imperative, one line. */
  title: string;
  /** Sorted by file and position, not overlapping. */
  edits: Edit[];
}

/** Replacement of a range by a text. */
export interface Edit {
  /** Path of the file. */
  file: string;
  /** First character replaced. */
  start: Position;
  /** One past the last. */
  end: Position;
  /** What stands there afterwards. */
  newText: string;
}

/** How instances that run already come to a profile. */
export interface RunningInstances {
  /** Shell command that attaches one without a restart; INSTANCE_ID and PROFILE_NAME are to be replaced. */
  command: string;
  /** How long credentials take to appear. */
  note: string;
}

/** A comment that silences a finding. */
export interface Suppression {
  /** The reason given. */
  reason: string;
  /** `ec2-profile-check:ignore` or `checkov:skip`. */
  by: string;
  /** Where the comment stands. */
  location: Location;
}

/** Something to say about the input rather than about a subject. */
export interface Diagnostic {
  /** How bad it is. */
  severity: Severity;
  /** Kebab-case code, e.g. `syntax-error`. */
  code: string;
  /** What is wrong and the way out. */
  message: string;
  /** Where. */
  location?: Location;
}

/** Severity of a diagnostic. */
export type Severity =
  /** Part of the input is wrong or could not be read. */
  | 'error'
  /** The verdict stands, but the input deserves a look. */
  | 'warning'
  /** Worth knowing. */
  | 'info';

/** A place between two characters: 1-based line and column, 0-based offset. Columns and offsets count UTF-16 code units, as editors and JavaScript strings do. */
export interface Position {
  /** 1-based line. */
  line: number;
  /** 1-based column in UTF-16 code units. */
  column: number;
  /** 0-based offset in UTF-16 code units from the start of the file. */
  offset: number;
}

/** A range in a file, for people and editors. */
export interface Location {
  /** Path relative to where the check started, with forward slashes. */
  file: string;
  /** First character. */
  start: Position;
  /** One past the last character. */
  end: Position;
}

/** What ran, what was attached to it, who says so, and where the sources disagree. */
export interface EvidenceReport {
  /** Version of this shape; 1. */
  schemaVersion: 1;
  /** Who made the report. */
  tool: Tool;
  /** What was checked. */
  control: ControlRef;
  /** When, as the caller told. */
  generatedAt?: string;
  /** True where no diagnostic is worse than `info`: all was read and joined, and no page is known to be missing. */
  complete: boolean;
  /** The counts. */
  summary: EvidenceSummary;
  /** What the report was made from, in the order given. */
  inputs: EvidenceInput[];
  /** Every instance that any input names: gaps first, terminated ones last. */
  instances: InstanceEvidence[];
  /** What could not be read or joined. */
  diagnostics: EvidenceDiagnostic[];
}

/** How many of the instances are what; the statuses add up to `instances`. */
export interface EvidenceSummary {
  /** All of them. */
  instances: number;
  /** Those in state `running`. */
  running: number;
  /** Status `missing`. */
  missing: number;
  /** Status `emptied`. */
  emptied: number;
  /** Status `unknown`. */
  unknown: number;
  /** Status `not_listed`. */
  notListed: number;
  /** Status `attached`. */
  attached: number;
  /** Status `terminated`. */
  terminated: number;
  /** Contradictions between sources. */
  conflicts: number;
  /** Differences between code and run time. */
  drift: number;
  /** Diagnostics of severity error. */
  errors: number;
}

/** One document the report was made from. */
export interface EvidenceInput {
  /** As the caller named it. */
  name: string;
  /** SHA-256 of the bytes as given (before unpacking), in hexadecimal. */
  sha256: string;
  /** How many bytes were given. */
  size: number;
  /** Whether they were packed with gzip. */
  gzip: boolean;
  /** What was found inside. */
  contents: InputContent[];
  /** Name of an earlier input with the same bytes; this one was not read again. */
  duplicateOf?: string;
}

/** How many records of one kind an input holds. */
export interface InputContent {
  /** What they are. */
  kind: InputKind;
  /** Instances, associations, profiles, events, evaluations, findings, resources or results. */
  records: number;
}

/** The exports that are understood. */
export type InputKind =
  /** `aws ec2 describe-instances`. */
  | 'describe-instances'
  /** `aws ec2 describe-iam-instance-profile-associations`. */
  | 'describe-iam-instance-profile-associations'
  /** `aws iam list-instance-profiles` or `get-instance-profile`. */
  | 'instance-profiles'
  /** Event files of a trail, or `aws cloudtrail lookup-events`. */
  | 'cloudtrail'
  /** `aws configservice get-compliance-details-by-config-rule` and its siblings. */
  | 'config-evaluations'
  /** Findings in the AWS Security Finding Format. */
  | 'security-hub-findings'
  /** `terraform show -json` of a state, or a state file of version 4. */
  | 'terraform-state'
  /** The JSON report of `ec2-profile-check check`. */
  | 'check-report';

/** All that the inputs say of one instance. */
export interface InstanceEvidence {
  /** `i-...`. */
  instanceId: string;
  /** The owning account. */
  account?: string;
  /** The region. */
  region?: string;
  /** The `Name` tag. */
  name?: string;
  /** State as EC2 lists it: `running`, `stopped`, ...; absent where no listing names the instance. */
  state?: string;
  /** `spot`, `scheduled` or `capacity-block`; absent for on-demand instances. */
  lifecycle?: string;
  /** When it was last started. */
  launchTime?: string;
  /** The finding of this report. */
  status: EvidenceStatus;
  /** The source that `status` rests on; absent for `unknown` and `not_listed`. */
  basis?: Basis;
  /** The attached profile. */
  profile?: ProfileRef;
  /** The role in that profile, where a listing of profiles tells. */
  role?: string;
  /** The call that attached the profile it has now. */
  attachedBy?: ProfileEvent;
  /** The call since which it has no usable profile: launched without, disassociated, or emptied. */
  missingSince?: ProfileEvent;
  /** Every recorded change, oldest first. */
  history: ProfileEvent[];
  /** The latest evaluation of each AWS Config rule. */
  config: ConfigEvaluation[];
  /** The latest state of each Security Hub finding. */
  securityHub: SecurityHubFinding[];
  /** Terraform resources that made it. */
  terraform: TerraformMatch[];
  /** Where code and run time differ. */
  drift: Drift[];
  /** Where sources contradict each other. */
  conflicts: Conflict[];
  /** Names of the inputs that mention it. */
  sources: string[];
}

/** Whether an instance has a usable profile. The order is that of urgency. */
export type EvidenceStatus =
  /** No profile is attached. */
  | 'missing'
  /** A profile is attached, but it has no role, or it was deleted since. */
  | 'emptied'
  /** The inputs name the instance and do not tell. */
  | 'unknown'
  /** Named by some input, not by a complete listing of its account and region: gone, or filtered out. */
  | 'not_listed'
  /** A profile is attached. */
  | 'attached'
  /** Terminated or shutting down. */
  | 'terminated';

/** The kind of source a status rests on, the more direct before the less. */
export type Basis =
  /** The instance listing. */
  | 'describe-instances'
  /** The association listing. */
  | 'describe-iam-instance-profile-associations'
  /** The last recorded call. */
  | 'cloudtrail'
  /** AWS Config's evaluation, which does not name the profile. */
  | 'config'
  /** A Security Hub finding, which does not name the profile. */
  | 'security-hub';

/** An instance profile, as far as a source names it. */
export interface ProfileRef {
  /** `arn:aws:iam::111122223333:instance-profile/path/name`. */
  arn?: string;
  /** Last segment of the ARN. */
  name?: string;
  /** `AIPA...`. */
  id?: string;
}

/** A recorded call that changed what the instance can assume. */
export interface ProfileEvent {
  /** When. */
  time: string;
  /** What it did. */
  action: ProfileAction;
  /** Name of the API call, e.g. `RunInstances`. */
  eventName: string;
  /** ARN of the caller, or else the service or account. */
  by: string;
  /** The service that called for them, e.g. `autoscaling.amazonaws.com`. */
  invokedBy?: string;
  /** The profile after the call, or the one it changed; absent after a removal. */
  profile?: ProfileRef;
  /** Launch template of the launch, with its version: `lt-0abc:3`. */
  launchTemplate?: string;
  /** CloudTrail's id of the event. */
  eventId?: string;
  /** Name of the input that holds it. */
  source: string;
}

/** What a call did. */
export type ProfileAction =
  /** `RunInstances`. */
  | 'launched'
  /** `AssociateIamInstanceProfile`. */
  | 'associated'
  /** `ReplaceIamInstanceProfileAssociation`. */
  | 'replaced'
  /** `DisassociateIamInstanceProfile`. */
  | 'disassociated'
  /** `TerminateInstances`. */
  | 'terminated'
  /** `CreateInstanceProfile`. */
  | 'profile_created'
  /** `AddRoleToInstanceProfile`. */
  | 'role_added'
  /** `RemoveRoleFromInstanceProfile`. */
  | 'role_removed'
  /** `DeleteInstanceProfile`. */
  | 'profile_deleted';

/** What AWS Config said. */
export interface ConfigEvaluation {
  /** Name of the rule, with the suffix a conformance pack gives it. */
  rule: string;
  /** `COMPLIANT`, `NON_COMPLIANT`, `NOT_APPLICABLE` or `INSUFFICIENT_DATA`. */
  compliance: string;
  /** When Config recorded the result. */
  recorded?: string;
  /** Config's remark. */
  annotation?: string;
  /** Name of the input that holds it. */
  source: string;
}

/** What Security Hub said. */
export interface SecurityHubFinding {
  /** The finding's id. */
  id: string;
  /** Its title. */
  title: string;
  /** `PASSED`, `FAILED`, `WARNING` or `NOT_AVAILABLE`. */
  compliance: string;
  /** `NEW`, `NOTIFIED`, `SUPPRESSED` or `RESOLVED`. */
  workflow?: string;
  /** `ACTIVE` or `ARCHIVED`. */
  recordState?: string;
  /** When it was last updated. */
  updated?: string;
  /** Name of the input that holds it. */
  source: string;
}

/** A resource in a state that stands for the instance. */
export interface TerraformMatch {
  /** As Terraform prints it. */
  address: string;
  /** Whether it is the instance itself, or the group or fleet that launched it. */
  role: MatchRole;
  /** The profile that the state records for the instance. */
  profile?: string;
  /** What `check` said of that address. */
  verdict?: CodeVerdict;
  /** Name of the input that holds the state. */
  source: string;
}

/** How a resource stands for an instance. */
export type MatchRole =
  /** It is the instance, or its spot request. */
  | 'instance'
  /** It is the Auto Scaling group or fleet that the instance's tags name. */
  | 'group';

/** The verdict of a check report on an address. */
export interface CodeVerdict {
  /** Directory of the root module. */
  root: string;
  /** The verdict. */
  status: Status;
  /** Its reason. */
  code: string;
}

/** A difference between code and run time. */
export interface Drift {
  /** Which. */
  kind: DriftKind;
  /** The resource; absent where none stands for the instance. */
  address?: string;
  /** In one sentence. */
  message: string;
}

/** The ways code and run time can differ. */
export type DriftKind =
  /** The code gives it a profile; the instance has none. */
  | 'missing_at_runtime'
  /** The code gives it none; the instance has one. */
  | 'attached_outside_code'
  /** Both have one, by different names. */
  | 'different_profile'
  /** The state holds an instance that is not there. */
  | 'instance_gone'
  /** No given state holds the instance. */
  | 'not_in_state';

/** A contradiction between two sources. */
export interface Conflict {
  /** `config-stale`, `config-disagrees`, `security-hub-stale`, `security-hub-disagrees`, `cloudtrail-disagrees`, `association-disagrees`, `listings-disagree`, `not-in-listing`, `role-disagrees`, `in-two-states`. */
  code: string;
  /** Who says what, and the likely cause. */
  message: string;
}

/** Something to say about an input. */
export interface EvidenceDiagnostic {
  /** `error`: not read; `warning`: the report may lack something; `info`: worth knowing. */
  severity: Severity;
  /** Kebab-case code, e.g. `page-missing`. */
  code: string;
  /** What is wrong and the way out. */
  message: string;
  /** Name of the input. */
  input?: string;
}

/** Everything there is to say about the control, as `control()` of the API returns it. */
export interface Control {
  /** Identifier in compliance.tf. */
  id: string;
  /** One line. */
  title: string;
  /** Why the control exists; one paragraph. */
  rationale: string;
  /** What is judged, one sentence per kind of resource. */
  checks: string[];
  /** How to bring instances that run already under the control. */
  retrofit: Retrofit;
  /** Ways to satisfy it. */
  implementations: Implementation[];
  /** When the texts were last compared with their sources. */
  lastReviewed: LastReviewed;
  /** What each status means. */
  statuses: StatusText[];
  /** Every result and diagnostic code. */
  codes: Code[];
  /** The traps. */
  pitfalls: PitfallText[];
  /** Ten frameworks and their requirements. */
  frameworks: Framework[];
  /** Other tools that check the same. */
  tools: OtherTool[];
  /** What auditors ask for. */
  evidence: EvidenceKind[];
}

/** The control itself. */
export interface About {
  /** Identifier in compliance.tf. */
  id: string;
  /** One line. */
  title: string;
  /** Why the control exists; one paragraph. */
  rationale: string;
  /** What is judged, one sentence per kind of resource. */
  checks: string[];
  /** How to bring instances that run already under the control. */
  retrofit: Retrofit;
  /** Ways to satisfy it. */
  implementations: Implementation[];
  /** When the texts were last compared with their sources. */
  lastReviewed: LastReviewed;
}

/** Advice for instances that run already. */
export interface Retrofit {
  /** One sentence. */
  summary: string;
  /** Commands in the order in which they are run. */
  steps: RetrofitStep[];
  /** How long credentials take to appear. */
  propagation: string;
  /** What Terraform does on such a change. */
  terraform: string;
  /** What to clean up afterwards. */
  cleanup: string;
}

/** One command of the retrofit. */
export interface RetrofitStep {
  /** Imperative, a few words. */
  title: string;
  /** When it applies and what it needs. */
  text: string;
  /** Shell command; INSTANCE_ID, ASSOCIATION_ID and PROFILE_NAME are to be replaced. */
  command: string;
}

/** One way to satisfy the control. */
export interface Implementation {
  /** Kebab-case. */
  id: string;
  /** A few words. */
  title: string;
  /** How it works. */
  text: string;
  /** What to watch out for. */
  note: string;
  /** Terraform that passes. */
  code: string;
}

/** Dates as `YYYY-MM-DD`. */
export interface LastReviewed {
  /** Of the public page of the control that these texts follow. */
  controlPage: string;
  /** Of these texts. */
  ours: string;
}

/** A trap, with code that steps into it and code that does not. */
export interface PitfallText {
  /** Fixed kebab-case id. */
  id: string;
  /** A few words. */
  title: string;
  /** What happens. */
  explanation: string;
  /** Why it bites. */
  consequence: string;
  /** How to get out. */
  wayOut: string;
  /** Smallest Terraform in which the trap is reported. */
  affected: string;
  /** The same, mended. */
  mended: string;
}

/** A kind of audit evidence. */
export interface EvidenceKind {
  /** Kebab-case. */
  id: string;
  /** A few words. */
  title: string;
  /** What it proves. */
  shows: string;
  /** What an auditor asks when shown it. */
  auditorAsks: string;
  /** How to export it. */
  commands: ExportCommand[];
}

/** A command that exports evidence. */
export interface ExportCommand {
  /** What it exports. */
  title: string;
  /** Shell command. */
  command: string;
}

/** What is to be known of one code. Codes are stable: a renamed one keeps its old names as aliases. */
export interface Code {
  /** Kebab-case name. */
  code: string;
  /** Whether it stands on a result or on a diagnostic. */
  kind: CodeKind;
  /** The status that results of this code have; only for results. */
  status?: Status;
  /** The severity that diagnostics of this code have; only for diagnostics. */
  severity?: Severity;
  /** A few words. */
  title: string;
  /** One sentence with `{placeholders}`; see [`message`]. */
  message: string;
  /** The sentence for a subject that is itself the broken link (a template judged as such, not through a group). */
  ownMessage?: string;
  /** What it means. */
  explanation: string;
  /** Why it matters. */
  consequence: string;
  /** What to do; may hold the same placeholders as the message. */
  wayOut: string;
  /** Former names, still understood by [`code`]. */
  aliases?: string[];
}

/** What a code stands on. */
export type CodeKind =
  /** A verdict on a subject. */
  | 'result'
  /** A remark on the input. */
  | 'diagnostic';

/** What one status means. */
export interface StatusText {
  /** The status. */
  status: Status;
  /** Its name in prose. */
  title: string;
  /** One sentence. */
  meaning: string;
}

/** A framework. Requirements follow the Powerpipe benchmarks; where other public mappings or the page of the control differ, `differences` says so. */
export interface Framework {
  /** As compliance.tf names it, e.g. `pcidss`. */
  slug: string;
  /** Full name. */
  name: string;
  /** Version or year. */
  version: string;
  /** Module registry host that enforces the framework. */
  complianceTfHost: string;
  /** Requirements in their own order. */
  requirements: Requirement[];
  /** What the control means to the framework. */
  interpretation: Interpretation;
  /** What an auditor of this framework asks to see. */
  auditorAsks: string;
  /** Where sources disagree. */
  differences: Difference[];
  /** Where the mapping comes from. */
  provenance: Provenance;
  /** Ids in the AWS Guard rules registry. */
  guardControls: string[];
  /** Ids in Prowler. */
  prowlerRequirements: string[];
}

/** One requirement. */
export interface Requirement {
  /** As the framework writes it. */
  id: string;
  /** Short title. */
  title: string;
  /** Powerpipe benchmark. */
  benchmark: string;
}

/** How the control serves a framework. */
export interface Interpretation {
  /** A few sentences. */
  text: string;
  /** `control page`: says what the page says, in other words. `ours`: follows from the requirement ids. */
  source: string;
}

/** A disagreement between sources. */
export interface Difference {
  /** Requirement ids. */
  about: string;
  /** What the source says of them: `mapped`. */
  says: string;
  /** Who says it. */
  source: string;
  /** In a sentence. */
  text: string;
}

/** Where a mapping comes from. */
export interface Provenance {
  /** Public repository and files. */
  mapping: string;
  /** Powerpipe benchmark of the whole framework. */
  benchmark: string;
  /** AWS Config conformance pack that holds the managed rule. */
  conformancePack: string;
}

/** Another tool's check. */
export interface OtherTool {
  /** Key in `toolVerdicts`. */
  slug: string;
  /** Name in prose. */
  name: string;
  /** Its identifier of the check. */
  id: string;
  /** Whether it reads source or looks at what runs. */
  reads: ToolReads;
  /** What it looks at. */
  looksAt: string;
  /** How it decides. */
  judges: string;
  /** Public documentation. */
  links: string[];
  /** Why it judges as it does, in its own special cases. */
  reasons: ToolReason[];
}

/** What a tool reads. */
export type ToolReads =
  /** Terraform text. */
  | 'source'
  /** The account, after apply. */
  | 'run_time';

/** A reason for a verdict. */
export interface ToolReason {
  /** Kebab-case. */
  id: string;
  /** The verdict it stands for. */
  verdict: ToolOutcome;
  /** One sentence; `{tool}` is the tool's name, other placeholders are given by the caller. */
  text: string;
}

/** An output format of `render`. */
export type Format =
  /** For people at a terminal. */
  | 'text'
  /** The report itself, as `report.schema.json` describes it. */
  | 'json'
  /** SARIF 2.1.0. */
  | 'sarif'
  /** JUnit XML as Ant's task writes it. */
  | 'junit'
  /** GitHub-flavoured Markdown for a pull request or job summary. */
  | 'markdown'
  /** GitHub Actions workflow commands (annotations). */
  | 'github'
  /** GitLab code quality. */
  | 'gitlab'
  /** One self-contained page without scripts. */
  | 'html'
  /** OSCAL assessment results. */
  | 'oscal'
  /** AWS Security Finding Format, for `BatchImportFindings`. */
  | 'asff';

/** An output format of `renderEvidence`. */
export type EvidenceFormat =
  /** Tables for a terminal. */
  | 'text'
  /** One row per instance and per input, RFC 4180. */
  | 'csv'
  /** For pull requests and wikis. */
  | 'markdown'
  /** One page that needs nothing else, for printing and filing. */
  | 'html'
  /** The report itself. */
  | 'json';
