import type { CheckOptions, Files, Report } from './index.js';

/**
 * `<ec2-profile-check>`: a verdict under a block of Terraform in documentation. Put it around one or more
 * `<pre>` (`data-file` names each), or write the Terraform into it as text.
 *
 * Attribute: `playground`, the address of a playground to open the code in.
 * Parts: `frame`, `bar`, `badge`, `headline`, `code`, `panel`, `subject`, `chain`, `link`, `pitfall`, `running`, `actions`,
 * `editor`; badge and link also carry their status as a part.
 * Custom properties: `--epc-paper`, `--epc-ink`, `--epc-muted`, `--epc-line`, `--epc-accent`, `--epc-pass`,
 * `--epc-fail`, `--epc-conditional`, `--epc-unknown`, `--epc-font`, `--epc-mono`, `--epc-radius`. Light and dark
 * follow the page's `color-scheme`.
 * Event: `verdict`, whose `detail` is the report; it bubbles.
 *
 * The engine is loaded when the first element comes into view, once for the page.
 */
export class Ec2ProfileCheck extends HTMLElement {
  /** A code block elsewhere on the page to judge, in place of the content. */
  block: HTMLElement | null;
  /** Whether to stay hidden where there is nothing to judge. */
  quiet: boolean;
  /** Options of the check. */
  options: CheckOptions;
  /** The files being judged. Setting them judges again. */
  files: Files;
  /** The report of the last check, or null. */
  readonly report: Report | null;
  /** Judges the files. Resolves with the report, or null when the engine could not be loaded. */
  check(): Promise<Report | null>;
}

/**
 * Puts a verdict under every HCL block below `root` that has something to judge, and returns how many blocks
 * there were. Blocks inside of `.no-ec2-profile-check` are left alone. Call it again after a navigation
 * without a page load.
 */
export function enhance(root?: ParentNode, options?: { playground?: string }): number;

declare global {
  interface HTMLElementTagNameMap {
    'ec2-profile-check': Ec2ProfileCheck;
  }
  interface HTMLElementEventMap {
    verdict: CustomEvent<Report>;
  }
}
