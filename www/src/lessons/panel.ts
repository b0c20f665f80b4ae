import type { CheckOptions, Evaluation, Report } from 'ec2-profile-check';
import { announce, dialog } from '../view/dialog';
import { byId, h, inline, prose } from '../view/dom';
import { icon } from '../view/status';
import { isDone, LESSONS, type Lesson } from './lessons';
import { progress, remember } from './progress';

/** What the lessons ask of the page. */
export interface LessonHooks {
  /** Puts a lesson's files and options on screen. */
  load(lesson: Lesson): void;
  /** Writes a solution over the files that it changes. */
  solve(solution: ReadonlyMap<string, string>): void;
  /** A lesson was begun (its id) or left (null). */
  changed(id: string | null): void;
  /** Puts the lesson's own options back in place. */
  options(lesson: Lesson): void;
  evaluate(expression: string): Promise<Evaluation>;
}

/** The lesson that is being done: its task, and whether the engine finds it solved. */
export class LessonPanel {
  #lesson: Lesson | null = null;
  #done = false;
  #hints = 0;
  /** Whether the check runs with other options or variables than the lesson's: then it proves nothing. */
  #otherwise = false;

  constructor(
    private host: HTMLElement,
    private hooks: LessonHooks,
  ) {}

  get current(): string | null {
    return this.#lesson?.id ?? null;
  }

  /** Begins a lesson, if there is one of that id. */
  begin(id: string): boolean {
    const lesson = LESSONS.find((one) => one.id === id);
    if (!lesson) return false;
    this.#lesson = lesson;
    this.#done = false;
    this.#hints = 0;
    this.#otherwise = false;
    this.hooks.load(lesson);
    this.hooks.changed(lesson.id);
    this.#render();
    return true;
  }

  /** Begins a lesson that was chosen here: whoever reads on by key or by ear is at its heading. */
  #go(lesson: Lesson): void {
    this.begin(lesson.id);
    this.host.querySelector('h2')?.focus();
  }

  leave(): void {
    this.#lesson = null;
    this.hooks.changed(null);
    this.#render();
  }

  /** Judges the lesson by a report of the files as they now are, made with these options. */
  async show(report: Report, options: CheckOptions): Promise<void> {
    const lesson = this.#lesson;
    if (!lesson) return;
    this.#report = report;
    const otherwise = JSON.stringify(options) !== JSON.stringify(lesson.options ?? {});
    const done = !otherwise && (await isDone(lesson.done, report, this.hooks.evaluate));
    // Meanwhile another lesson may have begun, or another report come.
    if (this.#lesson !== lesson || this.#report !== report) return;
    if (done === this.#done && otherwise === this.#otherwise) return;
    if (done && !this.#done) {
      remember(lesson.id);
      announce(`Lesson solved. ${lesson.closing}`);
    }
    this.#done = done;
    this.#otherwise = otherwise;
    this.#render();
  }
  #report: Report | null = null;

  /** The list of lessons, to choose from. */
  open(): void {
    const done = progress();
    const box = dialog(
      'Lessons',
      'lessons',
      h(
        'p',
        { class: 'hint' },
        `Short steps, each a broken configuration to mend. ${done.size} of ${LESSONS.length} done in this browser.`,
      ),
      h(
        'ol',
        { class: 'lesson-list' },
        LESSONS.map((lesson) =>
          h(
            'li',
            { class: done.has(lesson.id) ? 'done' : '' },
            h(
              'button',
              {
                type: 'button',
                'data-lesson': lesson.id,
                onclick: () => {
                  box.close();
                  this.#go(lesson);
                },
              },
              h(
                'span',
                { class: 'lesson-title' },
                lesson.title,
                done.has(lesson.id) ? h('span', { class: 'tick' }, icon('ok'), 'done') : null,
              ),
              h('span', { class: 'lesson-goal' }, inline(lesson.goal)),
            ),
          ),
        ),
      ),
    );
  }

  #hint(): void {
    this.#hints++;
    this.#render();
  }

  #render(): void {
    const focused = this.host.contains(document.activeElement);
    this.#draw();
    // What was pressed is gone: its place is taken by what there is to do next, or by the verdict.
    if (focused)
      (
        this.host.querySelector<HTMLElement>('.buttons .primary') ??
        this.host.querySelector<HTMLElement>('.buttons button') ??
        byId('verdict')
      ).focus();
  }

  #draw(): void {
    const lesson = this.#lesson;
    if (!lesson) {
      this.host.replaceChildren();
      return;
    }
    const index = LESSONS.indexOf(lesson);
    const next = LESSONS[index + 1];
    const shown = this.#done ? [] : lesson.hints.slice(0, this.#hints);
    this.host.replaceChildren(
      h(
        'section',
        { class: `lesson ${this.#done ? 'solved' : ''}`, 'aria-label': 'Lesson' },
        h(
          'p',
          { class: 'step' },
          `Lesson ${index + 1} of ${LESSONS.length}`,
          h('button', { type: 'button', class: 'text', onclick: () => this.leave() }, 'Leave'),
        ),
        h('h2', { tabindex: '-1' }, lesson.title),
        ...prose(lesson.intro),
        h(
          'p',
          { class: 'goal' },
          h('strong', {}, this.#done ? 'Done. ' : 'Your turn. '),
          inline(this.#done ? lesson.closing : lesson.goal),
        ),
        this.#otherwise
          ? h(
              'p',
              { class: 'otherwise' },
              'The check runs with other options or variables than this lesson has, so it does not count. ',
              h(
                'button',
                { type: 'button', class: 'text', onclick: () => this.hooks.options(lesson) },
                'Put them back',
              ),
            )
          : null,
        shown.length
          ? h(
              'ol',
              { class: 'hints' },
              shown.map((hint) => h('li', {}, inline(hint))),
            )
          : null,
        h(
          'div',
          { class: 'buttons' },
          !this.#done && this.#hints < lesson.hints.length
            ? h(
                'button',
                {
                  type: 'button',
                  class: 'quiet',
                  onclick: () => this.#hint(),
                },
                this.#hints ? 'Another hint' : 'Hint',
              )
            : null,
          !this.#done && this.#hints >= lesson.hints.length
            ? h(
                'button',
                { type: 'button', class: 'quiet', onclick: () => this.hooks.solve(lesson.solution) },
                'Show the solution',
              )
            : null,
          h('button', { type: 'button', class: 'quiet', onclick: () => this.#go(lesson) }, 'Start over'),
          next
            ? h(
                'button',
                {
                  type: 'button',
                  class: this.#done ? 'primary' : 'quiet',
                  onclick: () => this.#go(next),
                },
                this.#done ? 'Next lesson' : 'Skip',
              )
            : null,
          !next && this.#done
            ? h('button', { type: 'button', class: 'primary', onclick: () => this.open() }, 'All lessons')
            : null,
        ),
      ),
    );
  }
}
