import type { Report } from 'ec2-profile-check';
import { announce, dialog } from '../view/dialog';
import { h, inline, prose } from '../view/dom';
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
}

/** The lesson that is being done: its task, and whether the engine finds it solved. */
export class LessonPanel {
  #lesson: Lesson | null = null;
  #done = false;
  #hints = 0;

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
    this.hooks.load(lesson);
    this.hooks.changed(lesson.id);
    this.#render();
    return true;
  }

  leave(): void {
    this.#lesson = null;
    this.hooks.changed(null);
    this.#render();
  }

  /** Judges the lesson by a report of the files as they now are. */
  show(report: Report): void {
    if (!this.#lesson) return;
    const done = isDone(this.#lesson.done, report);
    if (done === this.#done) return;
    this.#done = done;
    if (done) {
      remember(this.#lesson.id);
      announce(`Lesson solved. ${this.#lesson.closing}`);
    }
    this.#render();
  }

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
                  this.begin(lesson.id);
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
    this.host.querySelector<HTMLElement>('.buttons button')?.focus();
  }

  #render(): void {
    const lesson = this.#lesson;
    if (!lesson) {
      this.host.replaceChildren();
      return;
    }
    const index = LESSONS.indexOf(lesson);
    const next = LESSONS[index + 1];
    const shown = lesson.hints.slice(0, this.#hints);
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
        h('h2', {}, lesson.title),
        ...prose(lesson.intro),
        h(
          'p',
          { class: 'goal' },
          h('strong', {}, this.#done ? 'Done. ' : 'Your turn. '),
          inline(this.#done ? lesson.closing : lesson.goal),
        ),
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
          h('button', { type: 'button', class: 'quiet', onclick: () => this.begin(lesson.id) }, 'Start over'),
          next
            ? h(
                'button',
                {
                  type: 'button',
                  class: this.#done ? 'primary' : 'quiet',
                  onclick: () => this.begin(next.id),
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
