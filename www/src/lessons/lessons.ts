import type { CheckOptions, Report, Status } from 'ec2-profile-check';

/** Something that must hold of the report for a lesson to be done. */
export type Condition =
  | { address: string; status: Status }
  | { address: string; chain: string[] }
  | { allPass: true }
  | { noPitfall: string };

/** A lesson as its folder tells it. Texts are `prose`: paragraphs, and `code` in backticks. */
export interface Lesson {
  id: string;
  title: string;
  intro: string;
  goal: string;
  hints: string[];
  closing: string;
  options?: CheckOptions;
  done: Condition[];
  files: Map<string, string>;
  solution: Map<string, string>;
}

const sources = import.meta.glob<string>('../../lessons/**/*', {
  query: '?raw',
  import: 'default',
  eager: true,
});

function read(): Lesson[] {
  const lessons = new Map<string, Lesson>();
  const of = (id: string) => {
    const lesson = lessons.get(id) ?? ({ id, files: new Map(), solution: new Map() } as unknown as Lesson);
    lessons.set(id, lesson);
    return lesson;
  };
  for (const path of Object.keys(sources).sort()) {
    const [, folder, name] = /lessons\/([^/]+)\/(.+)$/.exec(path) ?? [];
    const text = sources[path];
    if (!folder || !name || text === undefined) continue;
    const lesson = of(folder.replace(/^\d+-/, ''));
    if (name === 'lesson.json') Object.assign(lesson, JSON.parse(text));
    else if (name.startsWith('solution/')) lesson.solution.set(name.slice('solution/'.length), text);
    else lesson.files.set(name, text);
  }
  return [...lessons.values()];
}

/** All lessons in order. */
export const LESSONS: Lesson[] = read();

/** Whether a report meets what a lesson asks for. */
export function isDone(conditions: Condition[], report: Report): boolean {
  const { summary, results } = report;
  return conditions.every((condition) => {
    if ('allPass' in condition) {
      return (
        summary.pass > 0 &&
        summary.fail + summary.conditional + summary.unknown + summary.suppressed + summary.errors === 0
      );
    }
    if ('noPitfall' in condition) {
      return results.every((result) =>
        result.pitfalls.every((pitfall) => pitfall.id !== condition.noPitfall),
      );
    }
    const result = results.find((one) => one.address === condition.address);
    if (!result) return false;
    if ('status' in condition) return result.status === condition.status;
    return condition.chain.every((kind) =>
      result.chain.some((link) => link.kind === kind && link.status === 'ok'),
    );
  });
}
