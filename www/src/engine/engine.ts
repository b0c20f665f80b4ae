import type { CheckOptions, Control, Evaluation, Format, RenderOptions, Report } from 'ec2-profile-check';
import type { Answers, Changes, Reply, Request } from './protocol';

/** How long one answer may take before its thread is ended, in milliseconds. */
export const TIME_LIMIT = 2000;
/** How long one may take that the reader waits for, in milliseconds. */
export const PATIENCE = 60_000;
/** How long the thread may take to load, in milliseconds: a slow network is not a slow check. */
const START_LIMIT = 30_000;

/** The thread was ended because an answer took longer than `TIME_LIMIT`. */
export class TookTooLong extends Error {
  override name = 'TookTooLong';
}

interface Waiting {
  /** Stops the clock: there is an answer. */
  found(): void;
  resolve(value: never): void;
  reject(error: Error): void;
  /** Starts the clock again, with another limit in milliseconds, or with its own. */
  allow(limit?: number): void;
}

/**
 * The engine, as the page sees it: asynchronous, in a thread of its own, restarted when it hangs or dies.
 * Files are sent once; a check sends only those that changed since the last.
 */
export class Engine {
  #worker: Worker | null = null;
  #ready: Promise<void> = Promise.resolve();
  /** Ends the wait for a thread that loads. */
  #giveUp: (why: Error) => void = () => undefined;
  #waiting = new Map<number, Waiting>();
  #next = 1;
  #sent = new Map<string, string>();
  /** Requests go one at a time, so that the clock of each starts when the thread is free for it. */
  #queue: Promise<unknown> = Promise.resolve();

  /** Checks the files. Rejects with `TookTooLong`, or with the engine's message. */
  check(
    files: ReadonlyMap<string, string>,
    options: CheckOptions,
    limit = TIME_LIMIT,
  ): Promise<Answers['check']> {
    return this.#enqueue(() => ({ type: 'check', changes: this.#changes(files), options }), limit);
  }

  /** Evaluates an expression in the files. */
  evaluate(
    files: ReadonlyMap<string, string>,
    expression: string,
    options: CheckOptions,
  ): Promise<Evaluation> {
    return this.#enqueue(() => ({ type: 'evaluate', changes: this.#changes(files), expression, options }));
  }

  /** Renders a report in one of the formats. */
  render(report: Report, format: Format, options: RenderOptions): Promise<string> {
    return this.#enqueue(() => ({ type: 'render', report, format, options }), PATIENCE);
  }

  /** Ends what is being asked; its promise rejects with `TookTooLong`. */
  stop(): void {
    this.#stop(new TookTooLong('It was stopped.'));
  }

  /** The control's texts. */
  control(): Promise<Control> {
    return this.#enqueue(() => ({ type: 'control' }));
  }

  /** The verdicts on files that are not on screen. */
  judge(files: ReadonlyMap<string, string>): Promise<Answers['judge']> {
    return this.#enqueue(() => ({ type: 'judge', files: Object.fromEntries(files) }));
  }

  /** What the thread does not have yet: everything, when it is a new one. */
  #changes(files: ReadonlyMap<string, string>): Changes {
    const set = [...files].filter(([path, text]) => this.#sent.get(path) !== text);
    const remove = [...this.#sent.keys()].filter((path) => !files.has(path));
    this.#sent = new Map(files);
    return { set, remove };
  }

  #enqueue<T extends Request['type']>(
    make: () => Extract<Request, { type: T }>,
    limit = TIME_LIMIT,
  ): Promise<Answers[T]> {
    const run = this.#queue.then(() => this.#ask<T>(make, limit));
    this.#queue = run.catch(() => undefined);
    return run;
  }

  async #ask<T extends Request['type']>(make: () => Request, limit: number): Promise<Answers[T]> {
    if (!this.#worker) this.#start();
    await this.#ready;
    const worker = this.#worker;
    if (!worker) throw new Error('The engine could not be started.');
    const id = this.#next++;
    return new Promise<Answers[T]>((resolve, reject) => {
      let timer: ReturnType<typeof setTimeout>;
      const allow = (time = limit) => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          this.#stop(new TookTooLong(`No answer within ${time / 1000} seconds.`));
        }, time);
      };
      allow();
      this.#waiting.set(id, {
        allow,
        found: () => clearTimeout(timer),
        resolve: (value: never) => {
          clearTimeout(timer);
          resolve(value);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      });
      worker.postMessage({ id, request: make() });
    });
  }

  #start(): void {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    this.#worker = worker;
    this.#sent.clear();
    this.#ready = new Promise((resolve, reject) => {
      const timer = setTimeout(() => fail('The engine did not load.'), START_LIMIT);
      this.#giveUp = (why) => {
        clearTimeout(timer);
        reject(why);
      };
      const fail = (why: string) => this.#stop(new Error(why));
      worker.addEventListener('error', (event) => fail(event.message || 'The engine could not be loaded.'));
      worker.addEventListener('message', (event: MessageEvent<Reply>) => {
        const reply = event.data;
        if ('ready' in reply) {
          clearTimeout(timer);
          resolve();
          return;
        }
        if ('waiting' in reply) {
          for (const { allow } of this.#waiting.values()) allow(reply.waiting ? START_LIMIT : undefined);
          return;
        }
        const waiting = this.#waiting.get(reply.id);
        if ('found' in reply) {
          waiting?.found();
          return;
        }
        this.#waiting.delete(reply.id);
        if ('error' in reply) {
          // A trap leaves the module's memory in an unknown state: the next request gets a new thread.
          waiting?.reject(new Error(reply.error));
          this.#stop(new Error(reply.error));
        } else waiting?.resolve(reply.value as never);
      });
    });
    this.#ready.catch(() => undefined);
  }

  #stop(error: Error): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#giveUp(error);
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}
