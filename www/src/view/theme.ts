/** What the reader asked for; `system` follows the device. */
export type Theme = 'system' | 'light' | 'dark';

const KEY = 'theme';
const ORDER: Theme[] = ['system', 'light', 'dark'];

/** The theme chosen in this browser. */
export function theme(): Theme {
  const kept = read();
  return ORDER.find((one) => one === kept) ?? 'system';
}

/** Puts the theme on the page. */
export function applyTheme(choice: Theme = theme()): void {
  if (choice === 'system') document.documentElement.removeAttribute('data-theme');
  else document.documentElement.dataset.theme = choice;
}

/** The next theme in turn, chosen and applied. */
export function turnTheme(): Theme {
  const next = ORDER[(ORDER.indexOf(theme()) + 1) % ORDER.length] ?? 'system';
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
  applyTheme(next);
  return next;
}

function read(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
