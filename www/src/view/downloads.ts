import type { Format, Report } from 'ec2-profile-check';
import { dialog, notice } from './dialog';
import { h } from './dom';
import { download, FORMATS } from './download';

/** Offers the report in each format, for printing, and the files themselves as a zip. */
export function downloads(
  report: Report,
  files: ReadonlyMap<string, string>,
  render: (format: Format) => Promise<string>,
): void {
  const save = async (format: Format, name: string, type: string) => {
    try {
      download(name, type, await render(format));
    } catch (error) {
      notice(
        `The report could not be made: ${error instanceof Error ? error.message : String(error)}`,
        'trouble',
      );
    }
  };
  const zip = async () => {
    const { strToU8, zipSync } = await import('fflate');
    const entries = Object.fromEntries([...files].map(([path, text]) => [path, strToU8(text)]));
    const url = URL.createObjectURL(
      new Blob([zipSync(entries) as Uint8Array<ArrayBuffer>], { type: 'application/zip' }),
    );
    h('a', { href: url, download: 'terraform.zip' }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  };
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
      FORMATS.map(({ format, label, name, type }) =>
        h(
          'li',
          {},
          h(
            'button',
            { type: 'button', 'data-format': format, onclick: () => save(format, name, type) },
            h('span', {}, label),
            h('code', {}, name),
          ),
        ),
      ),
      h(
        'li',
        {},
        h(
          'button',
          { type: 'button', onclick: zip },
          h('span', {}, 'The Terraform files'),
          h('code', {}, 'terraform.zip'),
        ),
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
