import type { CheckOptions } from 'ec2-profile-check';
import { encodeShare } from 'ec2-profile-check/share';
import { dialog, notice } from './dialog';
import { h } from './dom';

/** Links longer than this are cut off by many chat programs, in characters. */
const COMFORTABLE = 6000;

/** Makes a link to what is on screen, and offers it. The state is in the fragment, which browsers do not send. */
export async function share(
  files: ReadonlyMap<string, string>,
  active: string,
  options: CheckOptions,
): Promise<void> {
  const code = await encodeShare({ files: Object.fromEntries(files), active, options });
  const link = new URL(`#code=${code}`, location.href);
  link.search = '';
  const field = h('textarea', { class: 'link-field', readonly: true, rows: 4, 'aria-label': 'Link' });
  field.value = link.href;
  const markdown = () =>
    [...files]
      .map(([path, text]) => {
        // Longer than any run of backticks in the text, which would end the block.
        const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
        return `\`${path}\`\n\n${fence}hcl\n${text}\n${fence}`;
      })
      .join('\n\n');
  const copy = async (text: string, what: string) => {
    try {
      await navigator.clipboard.writeText(text);
      notice(`${what} copied.`);
    } catch {
      field.focus();
      field.select();
      notice('The browser does not let the page copy. The link is selected.', 'trouble');
    }
  };
  dialog(
    'Share',
    'narrow',
    h(
      'p',
      { class: 'hint' },
      'The link carries the files themselves. No server keeps them, and whoever has the link can read them.',
    ),
    field,
    link.href.length > COMFORTABLE
      ? h(
          'p',
          { class: 'problem' },
          `The link has ${link.href.length.toLocaleString('en')} characters; chat programs may cut it off. Markdown or a download travels better.`,
        )
      : null,
    h(
      'div',
      { class: 'buttons' },
      h(
        'button',
        {
          type: 'button',
          class: 'primary',
          'data-name': 'copy-link',
          onclick: () => copy(link.href, 'Link'),
        },
        'Copy link',
      ),
      h(
        'button',
        { type: 'button', class: 'quiet', onclick: () => copy(markdown(), 'Markdown') },
        'Copy as Markdown',
      ),
    ),
  );
  field.select();
}
