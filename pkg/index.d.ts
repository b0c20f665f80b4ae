// The public types, by hand; the data that comes out is declared in model.d.ts, which is generated from Rust.
import type {
  Assumption,
  Control,
  EvidenceFormat,
  EvidenceReport,
  Fix,
  Format,
  Location,
  Report,
} from './model.js';

export type * from './model.js';

/** Source texts by path relative to where the check starts, with forward slashes. */
export type Files = Record<string, string>;

/** How a check is made. Every member may be left out. */
export interface CheckOptions {
  /** Judge only this directory as a root module; `""` is the top. */
  root?: string;
  /**
   * Values of root module variables, as with `-var`: they win over every tfvars file. What JSON has: null, strings,
   * booleans, finite numbers, arrays and plain objects.
   */
  variables?: Record<string, unknown>;
  /** Paths of tfvars files among the files, as with `-var-file`, in this order. */
  varFiles?: string[];
  /**
   * `"any"` treats every root variable as unknown, defaults included: a pass then holds for every caller of the
   * module. Default `"defaults"`.
   */
  inputs?: 'defaults' | 'any';
  /** Slugs of the frameworks to report on; all when left out. */
  frameworks?: string[];
  /** Names or ARNs of the profiles that may be used, as the parameter of the AWS Config rule; any when left out. */
  allowedProfiles?: string[];
  /**
   * Whether an instance passes whose profile stands only in its launch template. AWS attaches it, most tools do not
   * see it. Default `"require-argument"`: it fails.
   */
  launchTemplateProfile?: 'require-argument' | 'accept';
  /**
   * Judge services that launch EC2 instances with a profile of their own as well: Batch, EMR, Elastic Beanstalk and
   * so on. Default false.
   */
  services?: boolean;
  /** Comments that silence findings do not count. Default false. */
  noInlineSuppressions?: boolean;
}

/** What an expression gives. Sets are sorted lists and objects are plain, as in `terraform output -json`. */
export type Evaluation =
  | {
      known: true;
      /** The value as JSON. */
      value: unknown;
      /** The value as `terraform console` prints it. */
      text: string;
    }
  | {
      known: false;
      /** Terraform would stop here with an error: nothing that is given would lead to a value. */
      error?: true;
      /** Why there is no value, and what would give one. */
      why: string;
      /** What is known of it, as `terraform console` prints it. */
      text?: string;
      /** Where the expression is wrong, or what it refers to; the file is `""` for the expression itself. */
      location?: Location;
      /** Where inputs without a value decide: what it is in each case. */
      cases?: EvaluationCase[];
    };

/** The value under one combination of undecided inputs. */
export interface EvaluationCase {
  /** The inputs assumed. */
  when: Assumption[];
  /** The value as `terraform console` prints it. */
  text: string;
}

/** A `variable` block of a root module. Expressions are given as they are written. */
export interface InputVariable {
  /** Directory of the root module, `""` for the top. */
  root: string;
  name: string;
  /** The type constraint. */
  type?: string;
  description?: string;
  /** The default; a variable without one has to be given. */
  default?: string;
  /** The value in the tfvars files that Terraform reads by itself. */
  given?: string;
  /** Whether `null` stays null, rather than giving way to the default. */
  nullable: boolean;
  location: Location;
}

/** What some formats take beyond the report. */
export interface RenderOptions {
  /** When the check ran, e.g. `new Date().toISOString()`; for `sarif`, `junit`, `html`, `oscal` and `asff`. */
  time?: string;
  /** AWS account id for `asff`. */
  account?: string;
  /** AWS region for `asff`. */
  region?: string;
  /** Colours in `text`, as ANSI sequences. */
  color?: boolean;
  /** The files of the check, so that `text`, `markdown` and `html` can show the lines. */
  sources?: Files;
  /** Passes, traces and information too in `text`, `markdown` and `html`. */
  verbose?: boolean;
  /** Nothing in `text` when nothing needs attention. */
  quiet?: boolean;
}

/** A document for {@link evidence}: an AWS export, Terraform state, or a report of {@link check}. */
export interface Document {
  /** How the report names it. */
  name: string;
  /** Text, or bytes, packed with gzip or not. Its SHA-256 goes into the report. */
  content: string | Uint8Array;
}

/** What the caller of {@link evidence} knows besides the documents. */
export interface EvidenceOptions {
  /** The time to print on the report, ISO 8601. */
  generatedAt?: string;
  /** Other names under which the AWS Config rule `EC2_INSTANCE_PROFILE_ATTACHED` runs. */
  configRules?: string[];
}

/** Every {@link Format}, in the order in which they are documented. */
export const FORMATS: readonly Format[];

/** Every {@link EvidenceFormat}. */
export const EVIDENCE_FORMATS: readonly EvidenceFormat[];

/**
 * Judges every root module among the files. Terraform that is wrong never throws: it becomes a diagnostic.
 *
 * ```js
 * const report = check({ 'main.tf': 'resource "aws_instance" "web" {}' });
 * report.summary.fail; // 1
 * report.results[0].message;
 * ```
 * @throws {TypeError} an argument is of the wrong type; the message names it
 */
export function check(files: Files, options?: CheckOptions): Report;

/**
 * Evaluates an expression in the root module, as `terraform console` would.
 *
 * ```js
 * evaluate({ 'main.tf': 'locals { name = "web" }' }, 'upper(local.name)'); // known, value: 'WEB', text: '"WEB"'
 * ```
 * @throws {TypeError} an argument is of the wrong type
 */
export function evaluate(files: Files, expression: string, options?: CheckOptions): Evaluation;

/** Everything there is to say about the control: rationale, codes, pitfalls, frameworks, tools, evidence. */
export function control(): Control;

/**
 * Renders a report. Names and values from the input are escaped as the format demands.
 *
 * @throws {TypeError} an argument is of the wrong type
 * @throws {Error} the object is not a report
 */
export function render(report: Report, format: Format, options?: RenderOptions): string;

/**
 * The files after the fixes. Fixes that overlap an earlier one are left out; run {@link check} again for them.
 *
 * @throws {TypeError} an argument is of the wrong type
 */
export function applyFixes(files: Files, fixes: Fix[]): Files;

/**
 * Joins AWS exports and Terraform state into audit evidence: which instances ran, and with which profile.
 *
 * @throws {TypeError} an argument is of the wrong type
 */
export function evidence(documents: Document[], options?: EvidenceOptions): EvidenceReport;

/**
 * Renders an evidence report.
 *
 * @throws {TypeError} an argument is of the wrong type
 * @throws {Error} the object is not an evidence report
 */
export function renderEvidence(report: EvidenceReport, format: EvidenceFormat): string;

/** Files that are checked again and again while they change: only what changed is parsed and judged anew. */
export class Project {
  /** Adds a file or replaces its text. */
  set(path: string, text: string): void;
  /** Removes a file; one that is not there is no error. */
  delete(path: string): void;
  /**
   * As the function {@link check}. A later report takes over the results and diagnostics that stay the same, and `===`
   * tells that it did: they are frozen, and what they hold is to be left alone as well; `structuredClone` gives a copy to
   * change. The report and its two lists are the caller's.
   */
  check(options?: CheckOptions): Report;
  /** As the function {@link evaluate}. */
  evaluate(expression: string, options?: CheckOptions): Evaluation;
  /** The `variable` blocks of the root modules, so that a form can ask for values: see `CheckOptions.variables`. */
  variables(): InputVariable[];
  /** Gives the memory back at once; the project cannot be used afterwards. */
  free(): void;
}
