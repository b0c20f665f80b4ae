const KEY = 'lessons-done';

/** Ids of the lessons done in this browser. */
export function progress(): Set<string> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return new Set(Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : []);
  } catch {
    return new Set();
  }
}

/** Remembers that a lesson was done. Only its id is kept, nothing of what was written. */
export function remember(id: string): void {
  try {
    localStorage.setItem(KEY, JSON.stringify([...progress().add(id)]));
  } catch {
    // Storage may be forbidden; the lessons work without it.
  }
}
