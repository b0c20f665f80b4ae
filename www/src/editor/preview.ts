// Comes with the first preview of a fix: the merge view is not part of the first load.
import { unifiedMergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { hcl } from './hcl';
import { appearance } from './theme';

/** A read-only view of what changes between two texts. */
export function difference(host: HTMLElement, path: string, before: string, after: string): void {
  const root = host.attachShadow({ mode: 'open' });
  new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: after,
      extensions: [
        lineNumbers(),
        hcl,
        appearance,
        EditorView.lineWrapping,
        EditorView.theme({ '.cm-content': { padding: '0' } }),
        EditorState.readOnly.of(true),
        EditorView.contentAttributes.of({ 'aria-label': `Changes to ${path}`, tabindex: '0' }),
        unifiedMergeView({
          original: before,
          mergeControls: false,
          collapseUnchanged: { margin: 3, minSize: 6 },
        }),
      ],
    }),
  });
}
