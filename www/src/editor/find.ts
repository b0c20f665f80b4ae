// Find and replace, loaded when it is first asked for.
import { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from '@codemirror/search';
import { keymap } from '@codemirror/view';

/** What an editor needs for it. */
export const find = [search({ top: true }), highlightSelectionMatches(), keymap.of(searchKeymap)];

export { openSearchPanel };
