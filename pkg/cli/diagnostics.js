// Diagnostics that the command line itself makes, with the texts of the control.
import { control } from '../api.js';

let codes;

/** A diagnostic of a known code with its placeholders filled. */
export function diagnostic(code, values, file) {
  codes ??= new Map(control().codes.map((entry) => [entry.code, entry]));
  const { severity, message } = codes.get(code);
  const text = message.replace(/\{(\w+)\}/g, (placeholder, name) => values[name] ?? placeholder);
  const start = { line: 1, column: 1, offset: 0 };
  return {
    severity,
    code,
    message: text,
    ...(file !== undefined && { location: { file, start, end: start } }),
  };
}
