import type { CheckOptions } from 'ec2-profile-check';
import { type Engine, PATIENCE, TIME_LIMIT, TookTooLong } from './engine/engine';
import type { Answers } from './engine/protocol';

/** Why the report is behind the files: the check took too long, takes its time now, or stopped with a message. */
export type Overdue = { why: 'slow' } | { why: 'running' } | { why: 'stopped'; message: string };

/** What the checker needs to know, and whom it tells. */
export interface CheckerHooks {
  files(): ReadonlyMap<string, string>;
  options(): CheckOptions;
  report(answer: Answers['check'], files: ReadonlyMap<string, string>): void;
  /** The files have no report yet, and there will be none by itself; the one before stays. */
  overdue(state: Overdue): void;
}

/** After a check that took too long, how long nothing has to change before the next, in milliseconds. */
const PAUSE = 800;

/**
 * Keeps the report up to date. While one check runs, any number of edits wait as one: what is checked next is
 * the state of then, so a fast engine answers every keystroke and a slow one never falls behind.
 */
export class Checker {
  #running = false;
  #again = false;
  #overdue = false;
  /** Whether the reader waits for it. */
  #patient = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private engine: Engine,
    private hooks: CheckerHooks,
  ) {}

  /** Something changed. */
  request(): void {
    clearTimeout(this.#timer);
    if (this.#running) this.#again = true;
    else if (this.#overdue) this.#later();
    else void this.#run();
  }

  /** The reader waits: checks what there is, however long it takes, until it is done or stopped. */
  takeTime(): void {
    clearTimeout(this.#timer);
    this.#patient = true;
    this.hooks.overdue({ why: 'running' });
    if (!this.#running) void this.#run();
  }

  /** Ends the check that runs. */
  stop(): void {
    this.#patient = false;
    this.#again = false;
    this.engine.stop();
  }

  #later(): void {
    this.#timer = setTimeout(() => void this.#run(), PAUSE);
  }

  async #run(): Promise<void> {
    this.#running = true;
    do {
      this.#again = false;
      const patient = this.#patient;
      try {
        const limit = patient ? PATIENCE : TIME_LIMIT;
        const files = this.hooks.files();
        const answer = await this.engine.check(files, this.hooks.options(), limit);
        // A newer state waits: its report will come at once, and marks of this one would be out of place.
        if (this.#again) continue;
        this.#overdue = false;
        this.#patient = false;
        this.hooks.report(answer, files);
      } catch (error) {
        // Since it began the reader chose to wait.
        if (this.#patient && !patient) {
          this.#again = true;
          continue;
        }
        this.#overdue = true;
        this.#patient = false;
        this.hooks.overdue(
          error instanceof TookTooLong
            ? { why: 'slow' }
            : { why: 'stopped', message: error instanceof Error ? error.message : String(error) },
        );
        if (this.#again) this.#later();
        break;
      }
    } while (this.#again);
    this.#running = false;
  }
}
