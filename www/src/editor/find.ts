// Find and replace, loaded when it is first asked for.
import { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';

/** What an editor needs for it. */
export const find = [
  search({ top: true }),
  highlightSelectionMatches(),
  keymap.of(searchKeymap),
  EditorState.phrases.of({
    next: 'Next',
    previous: 'Previous',
    all: 'All',
    'match case': 'Match case',
    regexp: 'Regex',
    'by word': 'Whole words',
    replace: 'Replace',
    'replace all': 'Replace all',
    close: 'Close',
  }),
  EditorView.theme({
    '.cm-panel.cm-search': { padding: '6px 40px 6px 12px', fontFamily: 'var(--sans)', fontSize: '13px' },
    '.cm-panel.cm-search :is(input, button, label)': { margin: '2px 6px 2px 0', verticalAlign: 'middle' },
    '.cm-panel.cm-search :is(.cm-textfield, .cm-button)': {
      minHeight: '30px',
      padding: '2px 10px',
      borderRadius: '6px',
      fontSize: '13px',
    },
    '.cm-panel.cm-search .cm-textfield': { width: '180px' },
    '.cm-panel.cm-search label': {
      display: 'inline-flex',
      alignItems: 'center',
      gap: '5px',
      fontSize: '13px',
    },
    '.cm-panel.cm-search [type=checkbox]': { width: '16px', height: '16px', accentColor: 'var(--accent)' },
    '.cm-panel.cm-search [name=close]': {
      top: '8px',
      right: '8px',
      width: '30px',
      height: '30px',
      padding: '0',
      border: 'none',
      background: 'none',
      fontSize: '20px',
      color: 'var(--muted)',
    },
    '.cm-panel.cm-search :focus-visible': { outline: '2px solid var(--focus)', outlineOffset: '1px' },
  }),
];

export { openSearchPanel };
