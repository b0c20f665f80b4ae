import { byId } from './dom';
import { theme, turnTheme } from './theme';

/** The buttons of the header by their names in index.html, where they stand so that nothing moves when this runs. */
export function menu(entries: Record<string, () => void>): void {
  const button = (name: string) => byId('menu').querySelector<HTMLButtonElement>(`[data-name=${name}]`);
  for (const [name, run] of Object.entries(entries)) button(name)?.addEventListener('click', run);
  const themeButton = button('theme');
  const label = themeButton?.querySelector('span');
  if (!label) return;
  const tell = () => {
    label.textContent = { system: 'Theme: device', light: 'Theme: light', dark: 'Theme: dark' }[theme()];
  };
  tell();
  themeButton?.addEventListener('click', () => {
    turnTheme();
    tell();
  });
}
