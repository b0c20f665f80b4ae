// Options of the command line that say what is judged, and how.
import { control } from '../api.js';
import { choice, list, UsageError } from './arguments.js';
import { CHECK_OPTIONS } from './options.js';

/** The options of the engine that the values of the command line stand for. */
export function engineOptions(values, collection) {
  const options = {};
  if (values.var) options.variables = Object.fromEntries(values.var.map(parseVariable));
  if (values['var-file']) options.varFiles = values['var-file'].map((path) => collection.extra(path));
  if (values.inputs !== undefined)
    options.inputs = choice('--inputs', values.inputs, CHECK_OPTIONS.inputs.choices);
  const frameworks = list(values.framework);
  if (frameworks) {
    const slugs = control().frameworks.map((framework) => framework.slug);
    options.frameworks = frameworks.map((slug) => choice('--framework', slug, slugs));
  }
  const profiles = list(values['allowed-profile']);
  if (profiles) options.allowedProfiles = profiles;
  const template = values['launch-template-profile'];
  if (template !== undefined) {
    const { choices } = CHECK_OPTIONS['launch-template-profile'];
    options.launchTemplateProfile = choice('--launch-template-profile', template, choices);
  }
  if (values.services) options.services = true;
  if (values['no-inline-suppressions']) options.noInlineSuppressions = true;
  return options;
}

/** `name=value`; a value that reads as JSON is taken as such, as Terraform reads complex values. */
function parseVariable(text) {
  const at = text.indexOf('=');
  if (at < 1) throw new UsageError(`--var needs NAME=VALUE, not "${text}"`);
  const [name, value] = [text.slice(0, at), text.slice(at + 1)];
  if (!/^[[{]/.test(value.trim())) return [name, value];
  try {
    return [name, JSON.parse(value)];
  } catch {
    throw new UsageError(`--var ${name}: lists and objects are written as JSON, e.g. --var 'tags={"a":"b"}'`);
  }
}
