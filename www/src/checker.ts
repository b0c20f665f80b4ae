import type { CheckOptions } from 'ec2-profile-check';
import { type Engine, TookTooLong } from './engine/engine';
import type { Answers } from './engine/protocol';

/** What the checker needs to know, and whom it tells. */
export interface CheckerHooks {
  files(): ReadonlyMap<string, string>;
  options(): CheckOptions;
  report(answer: Answers['check']): void;
  /** The check did not come to an end; the report before stays. */
  trouble(message: string): void;
}

/**
 * Keeps the report up to date. While one check runs, any number of edits wait as one: what is checked next is
 * the state of then, so a fast engine answers every keystroke and a slow one never falls behind.
 */
export class Checker {
  #running = false;
  #again = false;

  constructor(
    private engine: Engine,
    private hooks: CheckerHooks,
  ) {}

  /** Something changed. */
  request(): void {
    if (this.#running) this.#again = true;
    else void this.#run();
  }

  async #run(): Promise<void> {
    this.#running = true;
    do {
      this.#again = false;
      try {
        const answer = await this.engine.check(this.hooks.files(), this.hooks.options());
        // A newer state waits: its report will come at once, and marks of this one would be out of place.
        if (!this.#again) this.hooks.report(answer);
      } catch (error) {
        this.hooks.trouble(
          error instanceof TookTooLong
            ? 'The check took longer than two seconds and was stopped. The verdict below is the last one; edit the code to try again.'
            : `The check stopped: ${error instanceof Error ? error.message : String(error)} Edit the code to try again.`,
        );
      }
    } while (this.#again);
    this.#running = false;
  }
}
