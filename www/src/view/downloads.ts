import type { Format, Report } from 'ec2-profile-check';
import { dialog, notice } from './dialog';
import { h } from './dom';
import { download, FILES } from './download';

/** Offers the report in each format, for printing, the files as a zip, and all of it with the frameworks' note. */
export function downloads(
  report: Report,
  files: ReadonlyMap<string, string>,
  note: string | null,
  render: (format: Format) => Promise<string>,
): void {
  const failed = (error: unknown) =>
    notice(
      `The report could not be made: ${error instanceof Error ? error.message : String(error)}`,
      'trouble',
    );
  const formats = Object.entries(FILES) as [Format, (typeof FILES)[Format]][];
  const save = async (format: Format, name: string, type: string) => {
    try {
      download(name, type, await render(format));
    } catch (error) {
      failed(error);
    }
  };
  const zip = async (name: string, texts: Iterable<readonly [path: string, text: string]>) => {
    const { strToU8, zipSync } = await import('fflate');
    const entries = Object.fromEntries([...texts].map(([path, text]) => [path, strToU8(text)]));
    download(name, 'application/zip', zipSync(entries) as Uint8Array<ArrayBuffer>);
  };
  const everything = async () => {
    try {
      const texts: [string, string][] = [...files].map(([path, text]) => [`terraform/${path}`, text]);
      for (const [format, { name }] of formats) texts.push([name, await render(format)]);
      if (note) texts.push(['frameworks.md', note]);
      await zip('instance-profiles.zip', texts);
    } catch (error) {
      failed(error);
    }
  };
  const entry = (label: string, name: string, run: () => void) =>
    h(
      'li',
      {},
      h(
        'button',
        { type: 'button', 'data-file': name, onclick: run },
        h('span', {}, label),
        h('code', {}, name),
      ),
    );
  const box = dialog(
    'Download',
    'narrow',
    h(
      'p',
      { class: 'hint' },
      `Report on ${report.results.length} ${report.results.length === 1 ? 'subject' : 'subjects'}.`,
    ),
    h(
      'ul',
      { class: 'downloads' },
      formats.map(([format, { label, name, type }]) => entry(label, name, () => save(format, name, type))),
      entry('The Terraform files', 'terraform.zip', () => void zip('terraform.zip', files)),
      entry(
        'Every report, the files and the framework note',
        'instance-profiles.zip',
        () => void everything(),
      ),
    ),
    h(
      'div',
      { class: 'buttons' },
      h(
        'button',
        {
          type: 'button',
          class: 'quiet',
          onclick: () => {
            box.close();
            window.print();
          },
        },
        'Print the report',
      ),
    ),
  );
}
