// Which Rust sources hold the models that JavaScript sees, and what they are called there.

export const REPORT = ['src/report/model.rs', 'src/text.rs'];
export const EVIDENCE = ['src/evidence/model.rs'];
export const FORMATS = ['src/report/mod.rs', 'src/evidence/render/mod.rs'];

/** Names as JavaScript users know them, where they differ from Rust's. */
export const NAMES = { Finding: 'Result' };

/** The types with other names. */
export function rename(types, names) {
  const named = (type) => {
    if (type.array) return { array: named(type.array) };
    if (type.map) return { map: named(type.map) };
    return { name: names[type.name] ?? type.name };
  };
  return types.map(({ members, ...type }) => ({
    ...type,
    name: names[type.name] ?? type.name,
    ...(members && { members: members.map((member) => ({ ...member, type: named(member.type) })) }),
  }));
}
