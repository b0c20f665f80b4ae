import type { Fix, Location, Report, Result } from 'ec2-profile-check';
import { h, sentence } from './dom';
import { icon, STATUS_ORDER } from './status';

/** What the page says about the whole, in words. */
export interface Verdict {
  tone: 'pass' | 'fail' | 'conditional' | 'unknown' | 'idle';
  headline: string;
  /** What to do first. */
  advice: string;
  /** The subject to begin with. */
  first?: Result;
}

const plural = (n: number, one: string, many: string) => (n === 1 ? one : many);
const amount = (n: number) => n.toLocaleString('en');
const subjects = (n: number) => `${amount(n)} ${plural(n, 'subject', 'subjects')}`;

/** Of several, the one to look at first: failing before undecided, with a fix before without. */
export function firstToMend(results: Result[]): Result | undefined {
  return results
    .filter(
      (result) => result.status === 'fail' || result.status === 'conditional' || result.status === 'unknown',
    )
    .sort(
      (a, b) =>
        STATUS_ORDER.indexOf(a.status) - STATUS_ORDER.indexOf(b.status) ||
        Number(b.fixes.length > 0) - Number(a.fixes.length > 0),
    )[0];
}

/** The subject to begin with and why; a message names its subject itself as a rule. */
function beginWith({ address, message }: Result): string {
  return message.includes(address) ? message : `${address}: ${message}`;
}

/** The verdict on a report; `empty` when nothing was written yet. */
export function verdict(report: Report, empty: boolean): Verdict {
  const { summary, results, diagnostics } = report;
  if (empty) {
    return {
      tone: 'idle',
      headline: 'Nothing to check yet',
      advice: 'Paste Terraform into the editor, drop files or a zip anywhere, or open an example.',
    };
  }
  const error = diagnostics.find((diagnostic) => diagnostic.severity === 'error');
  const place = error?.location;
  // Some messages say their place themselves.
  const where =
    place && !error.message.includes(place.file) ? `${place.file}, line ${place.start.line}: ` : '';
  const unread = error ? ` ${where}${error.message}` : '';
  const first = firstToMend(results);
  const judged = summary.pass + summary.fail + summary.conditional + summary.unknown;
  if (summary.fail > 0 && first) {
    return {
      tone: 'fail',
      headline:
        judged === 1
          ? 'The one subject here fails: no usable instance profile'
          : `${amount(summary.fail)} of ${subjects(judged)} ${plural(summary.fail, 'fails', 'fail')}: no usable instance profile`,
      advice: `${judged > 1 ? 'Begin here: ' : ''}${beginWith(first)}${unread}`,
      first,
    };
  }
  if (error) {
    return {
      tone: 'fail',
      headline: 'Part of the input could not be read',
      advice: unread.trim(),
      ...(first ? { first } : {}),
    };
  }
  if (summary.conditional > 0 && first) {
    return {
      tone: 'conditional',
      headline: `${subjects(summary.conditional)} ${plural(summary.conditional, 'depends', 'depend')} on inputs that have no value`,
      advice: `${beginWith(first)} Flip its inputs to see what follows.`,
      first,
    };
  }
  if (summary.unknown > 0 && first) {
    return {
      tone: 'unknown',
      headline: `${subjects(summary.unknown)} cannot be decided from what was given`,
      advice: beginWith(first),
      first,
    };
  }
  if (summary.pass > 0) {
    const traps = results.reduce((sum, result) => sum + result.pitfalls.length, 0);
    return {
      tone: 'pass',
      headline:
        summary.pass === 1
          ? 'The one subject here has a usable instance profile'
          : `All ${subjects(summary.pass)} have a usable instance profile`,
      advice: traps
        ? `The control passes, but ${traps} ${plural(traps, 'pitfall deserves', 'pitfalls deserve')} a look.`
        : 'Nothing to do. Share it, download a report, or ask the console how a value came about.',
    };
  }
  if (summary.suppressed > 0) {
    return {
      tone: 'idle',
      headline: 'Everything that would fail is suppressed',
      advice: 'Each suppression carries its reason; an auditor will read them.',
    };
  }
  return {
    tone: 'idle',
    headline: results.length ? 'Nothing here launches an instance' : 'No EC2 subject in this configuration',
    advice: results.length
      ? 'What there is creates nothing, or must not carry a profile of its own.'
      : 'The control judges instances, launch templates, scaling groups, fleets, instance profiles and known modules. There is none of them here.',
  };
}

/** Puts the verdict into the banner, with what can be done about it at once; `apply` is null where no fix is offered. */
export function showVerdict(
  banner: HTMLElement,
  { tone, headline, advice, first }: Verdict,
  { apply, jump }: { apply: ((fix: Fix) => void) | null; jump(place: Location): void },
): void {
  const fix = first?.fixes[0];
  banner.hidden = false;
  banner.className = `banner ${tone}`;
  banner.replaceChildren(
    h('h2', { class: 'headline' }, tone === 'idle' ? null : icon(tone), headline),
    h('p', { class: 'advice' }, sentence(advice)),
    ...(first
      ? [
          h(
            'div',
            { class: 'buttons' },
            fix && apply
              ? h('button', { type: 'button', class: 'primary', onclick: () => apply(fix) }, fix.title)
              : null,
            h('button', { type: 'button', class: 'quiet', onclick: () => jump(first.location) }, 'Show me'),
          ),
        ]
      : []),
  );
}
