// The page: puts its parts together and keeps them in step. No rule of the control is here.
import type { Evaluation, Fix, Location, Report } from 'ec2-profile-check';
import { Checker, type Overdue } from './checker';
import { Editor } from './editor/editor';
import { type Problem, problems } from './editor/marks';
import { Engine } from './engine/engine';
import type { Answers } from './engine/protocol';
import type { Example } from './examples';
import type { LessonPanel } from './lessons/panel';
import { keepOffline } from './offline';
import { START } from './start';
import { showVerdict, verdict } from './view/banner';
import { announce, notice } from './view/dialog';
import { byId, h } from './view/dom';
import { applied } from './view/fix';
import type { Frameworks } from './view/frameworks';
import { menu } from './view/menu';
import { Options } from './view/options';
import { overdue } from './view/overdue';
import { Results } from './view/results';
import { icon } from './view/status';
import { Tabs } from './view/tabs';
import { Texts } from './view/texts';
import { applyTheme } from './view/theme';
import { Views } from './view/views';
import { listenForFiles } from './workspace/drop';
import { type Fragment, readFragment, writeFragment } from './workspace/fragment';
import { Workspace, WorkspaceError } from './workspace/workspace';

applyTheme();
const embedded = new URLSearchParams(location.search).get('embed') === '1';
document.documentElement.classList.toggle('embedded', embedded);

const engine = new Engine();
const workspace = new Workspace();
const views = new Views({ frameworks: () => void openFrameworks(), control: () => void openControl() });
let report: Report | null = null;
/** The files that the report is of: its fixes fit these texts and no others. */
let judged: ReadonlyMap<string, string> = new Map();
let fragment: Fragment = readFragment(location.hash);
let lessons: LessonPanel | null = null;

const checker = new Checker(engine, {
  files: () => workspace.contents(),
  options: () => options.value,
  report: (answer, files) => {
    judged = files;
    void showReport(answer);
  },
  overdue: (state) => {
    showOverdue(state);
    firstShown();
  },
});
const options = new Options(byId('assumptions'), () => checker.request());
const editor = new Editor(byId('editor'), workspace, { nextProblem, offer: apply });
const tabs = new Tabs(byId('tabs'), workspace, () => editor.view.focus());
const starting = engine.control().then((control) => {
  const texts = new Texts(control);
  const actions = {
    jump,
    preview: async (fix: Fix) => {
      if (!fits(fix)) return;
      const { previewFix } = await import('./view/fix-preview');
      previewFix(workspace.contents(), fix, () => apply(fix));
    },
    apply,
    ...options.cases,
    showFramework: async (slug: string) => {
      const view = await openFrameworks();
      view.choose([...new Set([...view.chosen, slug])]);
      setFragment({ framework: view.chosen });
      views.show('frameworks');
    },
    explain: async (code: string) => {
      setFragment({ explain: code });
      views.show('control');
      (await openControl()).explain(code);
    },
  };
  return { texts, results: new Results(byId('view-subjects'), texts, actions) };
});

/** Chosen frameworks, once their view was made. */
let chosen: Frameworks | null = null;

/** The view of the frameworks, made when it is first asked for. */
async function openFrameworks(): Promise<Frameworks> {
  const [{ Frameworks }, { texts }] = await Promise.all([import('./view/frameworks'), starting]);
  chosen ??= new Frameworks(
    texts,
    () => report,
    (slugs) => setFragment({ framework: slugs }),
  );
  return chosen;
}

/** The view of the control's texts, likewise. */
async function openControl(): Promise<typeof import('./view/control')> {
  const [view, { texts }] = await Promise.all([import('./view/control'), starting]);
  view.controlView(texts, {
    load: (code) => {
      lessons?.leave();
      load({}, () => workspace.sample(new Map([['main.tf', code]])));
    },
  });
  return view;
}

workspace.subscribe((change) => {
  if (change === 'files') {
    checker.request();
    // What is on screen is no longer what the link says.
    if (fragment.code || fragment.example) setFragment({ code: undefined, example: undefined });
  }
});

/** Changes parts of the address; undefined takes one away. */
function setFragment(change: { [K in keyof Fragment]: Fragment[K] | undefined }): void {
  fragment = Object.fromEntries(
    Object.entries({ ...fragment, ...change }).filter(([, value]) => value !== undefined),
  ) as Fragment;
  writeFragment(fragment);
}

/** Which build this is: a digest of its files; nothing on the development server. */
const digest = document.querySelector<HTMLMetaElement>('meta[name=build]')?.content;
const build = digest ? ` (${digest.slice(0, 8)})` : '';

/** The first report is on screen, or there will be none: nothing moves any more by itself. */
let firstShown = () => {};
const settled = new Promise<void>((resolve) => {
  firstShown = resolve;
});

/** Says that what is on screen is of before, and why. */
function showOverdue(state: Overdue): void {
  const host = byId('overdue');
  const again = host.querySelector(`.${state.why}`) !== null;
  const focused = host.contains(document.activeElement);
  const box = overdue(state, workspace.contents(), report !== null, {
    takeTime: () => checker.takeTime(),
    stop: () => checker.stop(),
  });
  host.replaceChildren(box);
  if (focused) box.querySelector('button')?.focus();
  document.documentElement.classList.add('is-overdue');
  if (!report) byId('banner').hidden = true;
  // Once: a reader who goes on typing knows by now.
  if (!again) {
    clearTimeout(announcing);
    announce(box.textContent ?? '');
    if (state.why !== 'running') notice(`${box.querySelector('.headline')?.textContent}.`);
  }
}

let announcing: ReturnType<typeof setTimeout> | undefined;

async function showReport({ report: fresh, variables, milliseconds }: Answers['check']): Promise<void> {
  report = fresh;
  const { results } = await starting;
  if (report !== fresh) return;
  options.declare(variables);
  options.tell();
  editor.showReport(fresh);
  const counts = new Map<string, number>();
  for (const problem of problems(fresh))
    counts.set(problem.location.file, (counts.get(problem.location.file) ?? 0) + 1);
  tabs.render(counts);
  showBanner(fresh);
  results.show(fresh);
  const lesson = lessons?.show(fresh, options.value);
  byId('version').textContent =
    `${fresh.tool.name} ${fresh.tool.version}${build} · checked in ${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`;
  firstShown();
  const { dataset } = document.documentElement;
  if (!dataset.checked) performance.mark('first-verdict');
  const number = String(Number(dataset.checked ?? 0) + 1);
  dataset.checked = number;
  await lesson;
  dataset.judged = number;
}

function showBanner(fresh: Report): void {
  const found = verdict(fresh, workspace.empty);
  const banner = byId('banner');
  const focused = banner.contains(document.activeElement);
  byId('overdue').replaceChildren();
  document.documentElement.classList.remove('is-overdue');
  // A lesson is mended by hand; who wants the fix finds it on the card.
  showVerdict(banner, found, { apply: lessons?.current ? null : apply, jump });
  // What was pressed is gone; who uses keys goes on from here.
  if (focused) (banner.querySelector('button') ?? byId('verdict')).focus();
  // Announced when typing pauses: every keystroke has a verdict, but not every one needs a voice.
  clearTimeout(announcing);
  announcing = setTimeout(() => announce(`${found.headline}. ${found.advice}`), 700);
  if (embedded)
    window.parent.postMessage(
      { type: 'ec2-profile-check:height', height: document.documentElement.scrollHeight },
      '*',
    );
}

function jump(place: Location): void {
  if (!workspace.has(place.file)) {
    notice(`${place.file} is not among the files.`, 'trouble');
    return;
  }
  editor.reveal(place);
  byId('editor').scrollIntoView({ block: 'nearest' });
}

/** Whether a fix is for the texts as they are now; says so if it is not. */
function fits(fix: Fix): boolean {
  if (fix.edits.every(({ file }) => (judged.get(file) ?? '') === workspace.text(file).toString()))
    return true;
  notice('The code has changed since this fix was offered. Check it first.', 'trouble');
  return false;
}

function apply(fix: Fix): void {
  if (!fits(fix)) return;
  guarded(() => workspace.write(applied(workspace.contents(), fix)));
  announce(`Applied: ${fix.title}`);
}

/** Goes to the next problem after the cursor, through all files and around. */
function nextProblem(direction: 1 | -1): void {
  const list: Problem[] = report ? problems(report) : [];
  if (list.length === 0) {
    announce('No problems.');
    notice('No problems.');
    return;
  }
  const { active } = workspace;
  const { head } = editor.view.state.selection.main;
  const isAfter = ({ location: { file, start } }: Problem) =>
    file > active || (file === active && start.offset > head);
  const isBefore = ({ location: { file, start } }: Problem) =>
    file < active || (file === active && start.offset < head);
  const next = direction > 0 ? (list.find(isAfter) ?? list[0]) : (list.findLast(isBefore) ?? list.at(-1));
  if (!next) return;
  editor.reveal(next.location);
  announce(`${next.title}. ${next.message}`);
}

/** Does something that the workspace may refuse, and says why it did. */
function guarded(action: () => void): boolean {
  try {
    action();
    return true;
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    notice(error.message, 'trouble');
    return false;
  }
}

/** Puts other files on screen. */
function load(settings: Record<string, unknown>, put: () => void): boolean {
  options.set(settings);
  void starting.then(({ results }) => results.reset());
  views.show('subjects');
  return guarded(put);
}

function loadExample(example: Example): void {
  lessons?.leave();
  if (load({}, () => workspace.sample(example.files))) setFragment({ example: example.id });
}

async function openLessons(id?: string): Promise<void> {
  if (!lessons) {
    const { LessonPanel } = await import('./lessons/panel');
    lessons ??= new LessonPanel(byId('lesson'), {
      load: (lesson) => load({ ...lesson.options }, () => workspace.replace(lesson.files)),
      solve: (solution) => void guarded(() => workspace.write(Object.fromEntries(solution))),
      changed: (lesson) => setFragment({ lesson: lesson ?? undefined }),
      options: (lesson) => {
        options.set({ ...lesson.options });
        checker.request();
      },
      evaluate,
    });
  }
  if (id === undefined) lessons.open();
  else if (!lessons.begin(id)) notice('There is no such lesson.', 'trouble');
}

/** The sheet of keys. */
async function keys(): Promise<void> {
  (await import('./view/keys')).keys();
}

/** Evaluates an expression in what is on screen. */
function evaluate(expression: string): Promise<Evaluation> {
  return engine.evaluate(workspace.contents(), expression, options.value);
}

/** Opens what the address asks for. */
async function openFragment(): Promise<void> {
  fragment = readFragment(location.hash);
  const { code, example, lesson, framework, explain: what } = fragment;
  if (lesson && lesson !== lessons?.current) await openLessons(lesson);
  if (code) {
    if (!lesson) lessons?.leave();
    const { decodeShare, ShareError } = await import('ec2-profile-check/share');
    try {
      const shared = await decodeShare(code);
      load(shared.options, () => workspace.replace(shared.files, shared.active));
      setFragment({ code });
    } catch (error) {
      if (!(error instanceof ShareError)) throw error;
      notice(`${error.message} Ask for it again, or for the files themselves.`, 'trouble');
    }
  } else if (example && !lesson) {
    const { EXAMPLES, pitfallExamples } = await import('./examples');
    const { texts } = await starting;
    const found = [...EXAMPLES, ...pitfallExamples(texts.control)].find((one) => one.id === example);
    if (found) loadExample(found);
    else notice('There is no such example.', 'trouble');
  }
  // Whatever the address asked for was not to be had: the page begins as without it.
  if (!report && workspace.empty && workspace.paths.length === 1)
    workspace.sample(new Map([['main.tf', START]]));
  await starting;
  if (framework || what) await settled;
  if (framework) {
    (await openFrameworks()).choose(framework);
    views.show('frameworks');
    byId('views').scrollIntoView();
  }
  if (what) {
    views.show('control');
    if (!(await openControl()).explain(what)) notice('There is no explanation of that name.', 'trouble');
  }
}

/** Says that a newer version waits, until the reader takes it. */
function offerUpdate(change: () => void): void {
  byId('update').replaceChildren(
    'A newer version is ready. ',
    h('button', { type: 'button', class: 'text', onclick: change }, 'Reload to use it'),
  );
  notice('A newer version of this page is ready: see its foot.');
}

/** Says why there is no link. */
function refused(error: unknown): void {
  if (!(error instanceof Error && error.name === 'ShareError')) throw error;
  notice(`${error.message} Download them instead.`, 'trouble');
}

/** Puts what is on screen into the address, for the page that comes after a reload; false when it is too much. */
async function carryOver(): Promise<boolean> {
  const files = Object.fromEntries(workspace.contents());
  try {
    const { encodeShare } = await import('ec2-profile-check/share');
    const code = await encodeShare({ files, active: workspace.active, options: options.value });
    setFragment({ code, example: undefined });
    return true;
  } catch (error) {
    refused(error);
    return false;
  }
}

menu({
  lessons: () => void openLessons(),
  examples: async () => {
    const [{ gallery }, { texts }] = await Promise.all([import('./view/gallery'), starting]);
    await gallery(texts.control, (files) => engine.judge(files), loadExample);
  },
  share: () =>
    void import('./view/share')
      .then(({ share }) => share(workspace.contents(), workspace.active, options.value))
      .catch(refused),
  download: () => {
    const current = report;
    if (!current) return;
    void import('./view/downloads').then(({ downloads }) =>
      downloads(current, workspace.contents(), chosen?.note() ?? null, (format) =>
        engine.render(current, format, {
          time: new Date().toISOString(),
          sources: Object.fromEntries(workspace.contents()),
        }),
      ),
    );
  },
  keys,
});
const consoleBox = byId('console').querySelector('details');
consoleBox?.addEventListener(
  'toggle',
  () => void import('./view/console').then(({ console_ }) => consoleBox.append(...console_(evaluate))),
  { once: true },
);
listenForFiles(
  byId('file-tools'),
  byId('drop'),
  tabs,
  () => workspace.room,
  (intake) => {
    if (intake.files.size > 0) guarded(() => workspace.add(intake.files));
    if (intake.notes.length) notice(intake.notes.join(' '), intake.files.size ? 'info' : 'trouble');
    else if (intake.files.size === 0) notice('There was no Terraform file in it.', 'trouble');
  },
);
document.addEventListener('keydown', (event) => {
  const target = event.composedPath()[0];
  const typing =
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
  if (event.key === 'F8' && !event.defaultPrevented) {
    nextProblem(event.shiftKey ? -1 : 1);
    event.preventDefault();
  } else if (event.key === '?' && !typing && !document.querySelector('dialog[open]')) void keys();
});
window.addEventListener('hashchange', () => void openFragment());

if (!fragment.code && !fragment.example && !fragment.lesson) workspace.sample(new Map([['main.tf', START]]));
// A lesson stands above the verdict: it is waited for, rather than pushing away what is being read.
document.documentElement.classList.toggle('opening', fragment.lesson !== undefined);
void openFragment().finally(() => document.documentElement.classList.remove('opening'));
starting.catch((error: unknown) => {
  byId('banner').className = 'banner fail';
  byId('banner').replaceChildren(
    h('h2', { class: 'headline' }, icon('error'), 'The engine could not be loaded'),
    h(
      'p',
      { class: 'advice' },
      `${error instanceof Error ? error.message : String(error)} Reload the page; a browser of the last years with WebAssembly is needed.`,
    ),
  );
});
// A part that comes when it is asked for may not come: the network is gone, or a newer version has taken its place.
window.addEventListener('vite:preloadError', () =>
  notice('That part of the page could not be loaded. Reload the page to try again.', 'trouble'),
);
if (import.meta.env.PROD && !embedded && 'serviceWorker' in navigator) {
  // Offline is a comfort: it waits until the page has all it needs itself, and where it cannot be had (a file: address, a
  // private window) the page works all the same.
  settled.then(() => keepOffline(offerUpdate, carryOver)).catch(() => undefined);
}
