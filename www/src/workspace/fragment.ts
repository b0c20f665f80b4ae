// What the address carries: `#code=…` (a shared state), `#example=id`, `#lesson=id`, `#framework=a,b`, `#explain=code`.

/** The parts of a fragment. */
export interface Fragment {
  code?: string;
  example?: string;
  lesson?: string;
  framework?: string[];
  explain?: string;
}

/** Reads a fragment. Anything may stand in it; what is not understood is left out. */
export function readFragment(hash: string): Fragment {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  const fragment: Fragment = {};
  for (const key of ['code', 'example', 'lesson', 'explain'] as const) {
    const value = parameters.get(key);
    if (value) fragment[key] = value;
  }
  const framework = parameters.get('framework');
  if (framework) fragment.framework = framework.slice(0, 400).split(',').filter(Boolean);
  return fragment;
}

/** Writes a fragment into the address without a new entry in the history. */
export function writeFragment(fragment: Fragment): void {
  const parts = Object.entries(fragment)
    .filter(([, value]) => value !== undefined && value.length > 0)
    .map(
      ([key, value]) =>
        `${key}=${encodeURIComponent(Array.isArray(value) ? value.join(',') : value).replaceAll('%2C', ',')}`,
    );
  history.replaceState(null, '', parts.length ? `#${parts.join('&')}` : location.pathname + location.search);
}
