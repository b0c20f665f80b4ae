// `ec2-profile-check explain`: everything there is to say about a code, a pitfall, a status, a framework or a tool.
import { control } from '../api.js';
import { choice, parse, UsageError } from './arguments.js';
import { nearest } from './nearest.js';
import { EXPLAIN_OPTIONS } from './options.js';
import { EXIT } from './outcome.js';

/** Runs the command; returns the exit code. */
export function run(argv) {
  const { values, paths } = parse(argv, EXPLAIN_OPTIONS);
  const format = choice('--format', values.format ?? 'text', EXPLAIN_OPTIONS.format.choices);
  const texts = control();
  const topics = [
    ...texts.codes.map((entry) => ({ kind: 'code', names: [entry.code, ...(entry.aliases ?? [])], entry })),
    ...texts.pitfalls.map((entry) => ({ kind: 'pitfall', names: [entry.id], entry })),
    ...texts.statuses.map((entry) => ({ kind: 'status', names: [entry.status], entry })),
    ...texts.frameworks.map((entry) => ({
      kind: 'framework',
      names: [entry.slug, entry.complianceTfHost],
      entry,
    })),
    ...texts.tools.map((entry) => ({ kind: 'tool', names: [entry.slug, entry.id], entry })),
    ...texts.evidence.map((entry) => ({ kind: 'evidence', names: [entry.id], entry })),
  ];
  if (paths.length === 0) {
    process.stdout.write(format === 'json' ? json(texts) : overview(texts));
    return EXIT.ok;
  }
  const found = paths.flatMap((name) => find(name, topics));
  process.stdout.write(
    format === 'json'
      ? json(found.map(({ kind, entry }) => ({ kind, ...entry })))
      : found.map(text).join('\n'),
  );
  return EXIT.ok;
}

function find(name, topics) {
  const wanted = name.toLowerCase();
  const found = topics.filter((topic) => topic.names.some((known) => known.toLowerCase() === wanted));
  if (found.length > 0) return found;
  const guess = nearest(
    wanted,
    topics.flatMap((topic) => topic.names),
  );
  const hint = guess ? `did you mean "${guess}"?` : '`ec2-profile-check explain` lists what there is.';
  throw new UsageError(`nothing is called "${name}"; ${hint}`);
}

function overview(texts) {
  const rows = (title, entries) => {
    const width = Math.max(...entries.map(([name]) => name.length));
    return `${title}\n${entries.map(([name, about]) => `  ${name.padEnd(width)}  ${about}`).join('\n')}\n`;
  };
  const codes = (kind) =>
    texts.codes.filter((entry) => entry.kind === kind).map((entry) => [entry.code, entry.title]);
  return [
    `${texts.title}\n\n${wrap(texts.rationale)}\n`,
    rows(
      'Statuses',
      texts.statuses.map((entry) => [entry.status, entry.meaning]),
    ),
    rows('Codes of results', codes('result')),
    rows('Codes of diagnostics', codes('diagnostic')),
    rows(
      'Pitfalls',
      texts.pitfalls.map((entry) => [entry.id, entry.title]),
    ),
    rows(
      'Frameworks',
      texts.frameworks.map((entry) => [entry.slug, `${entry.name} ${entry.version}`]),
    ),
    rows(
      'Other tools',
      texts.tools.map((entry) => [entry.slug, `${entry.name} ${entry.id}`]),
    ),
    rows(
      'Evidence',
      texts.evidence.map((entry) => [entry.id, entry.title]),
    ),
    'More on each: ec2-profile-check explain NAME\n',
  ].join('\n');
}

function text({ kind, entry }) {
  return { code, pitfall, status, framework, tool, evidence }[kind](entry);
}

function code(entry) {
  const about = entry.kind === 'result' ? `result, ${entry.status}` : `diagnostic, ${entry.severity}`;
  return article(`${entry.code} (${about}): ${entry.title}`, [
    entry.explanation,
    entry.consequence,
    entry.wayOut,
  ]);
}

function pitfall(entry) {
  const head = article(`${entry.id} (pitfall): ${entry.title}`, [
    entry.explanation,
    entry.consequence,
    entry.wayOut,
  ]);
  return `${head}\nBefore:\n\n${indent(entry.affected)}\n\nAfter:\n\n${indent(entry.mended)}\n`;
}

function status(entry) {
  return article(`${entry.status} (status): ${entry.title}`, [entry.meaning]);
}

function framework(entry) {
  const head = article(`${entry.slug} (framework): ${entry.name} ${entry.version}`, [
    entry.interpretation.text,
    entry.auditorAsks,
  ]);
  const requirements = entry.requirements.map(({ id, title }) => `  ${id}  ${title}`).join('\n');
  return `${head}\nRequirements:\n\n${requirements}\n`;
}

function tool(entry) {
  const reads = entry.reads === 'source' ? 'reads source' : 'looks at what runs';
  return article(`${entry.slug} (other tool, ${reads}): ${entry.name} ${entry.id}`, [
    entry.looksAt,
    entry.judges,
    ...entry.links,
  ]);
}

function evidence(entry) {
  const commands = entry.commands.map(({ title, command }) => `${title}:\n\n${indent(command)}\n`).join('\n');
  return `${article(`${entry.id} (evidence): ${entry.title}`, [entry.shows, entry.auditorAsks])}\n${commands}`;
}

function article(title, paragraphs) {
  return `${title}\n\n${paragraphs.filter(Boolean).map(wrap).join('\n\n')}\n`;
}

function wrap(text) {
  return text.replace(/(?=.{81})(.{1,80})\s+/g, '$1\n');
}

function indent(text) {
  return text.trimEnd().replace(/^(?=.)/gm, '    ');
}

function json(value) {
  return `${JSON.stringify(value, null, 2)}\n`;
}
