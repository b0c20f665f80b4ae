import { byId, h } from './dom';

const VIEWS = [
  ['subjects', 'Subjects'],
  ['frameworks', 'Frameworks'],
  ['control', 'The control'],
] as const;

/** Name of a view beside the editor. */
export type ViewName = (typeof VIEWS)[number][0];

/** The tabs over the verdict; `made` is called when a view comes to the front. */
export class Views {
  constructor(private made: Partial<Record<ViewName, () => void>>) {
    const host = byId('views');
    host.replaceChildren(
      ...VIEWS.map(([name, label]) =>
        h(
          'button',
          {
            type: 'button',
            role: 'tab',
            id: `tab-${name}`,
            'aria-controls': `view-${name}`,
            onclick: () => this.show(name),
          },
          label,
        ),
      ),
    );
    host.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const index = VIEWS.findIndex(([name]) => !byId(`view-${name}`).hidden);
      const next = VIEWS[(index + step + VIEWS.length) % VIEWS.length];
      if (next) {
        this.show(next[0]);
        byId(`tab-${next[0]}`).focus();
      }
      event.preventDefault();
    });
    this.show('subjects');
  }

  /** Brings a view to the front. */
  show(view: ViewName): void {
    this.made[view]?.();
    for (const [name] of VIEWS) {
      byId(`view-${name}`).hidden = name !== view;
      const tab = byId(`tab-${name}`);
      tab.setAttribute('aria-selected', String(name === view));
      tab.tabIndex = name === view ? 0 : -1;
    }
  }
}
