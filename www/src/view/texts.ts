import type { Control } from 'ec2-profile-check';

/** The control's texts, looked up by the ids that reports use. The texts themselves are the engine's. */
export class Texts {
  constructor(readonly control: Control) {}

  /** A framework as a person calls it. */
  frameworkName(slug: string): string {
    const framework = this.control.frameworks.find((one) => one.slug === slug);
    return framework ? `${framework.name} ${framework.version}` : slug;
  }

  /** Another tool as a person calls it. */
  toolName(slug: string): string {
    return this.control.tools.find((tool) => tool.slug === slug)?.name ?? slug;
  }

  /** What a reason code means: its explanation, its consequence, the way out. */
  code(code: string): { title: string; paragraphs: string[] } | null {
    const entry = this.control.codes.find((one) => one.code === code);
    // Sentences that name things of one subject stand on the result already.
    return entry
      ? {
          title: entry.title,
          paragraphs: [entry.explanation, entry.consequence, entry.wayOut].filter(
            (text) => text && !/\{\w+\}/.test(text),
          ),
        }
      : null;
  }
}
