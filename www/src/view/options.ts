import type { CheckOptions, InputVariable } from 'ec2-profile-check';
import type { CaseActions } from './cases';
import { h } from './dom';
import { Variables } from './variables';

/** What the check is told besides the files: values of variables, and options. */
export class Options {
  #settings: CheckOptions = {};
  #variables: Variables;
  #box = h('details', { class: 'settings options' });
  /** On paper the form is gone, but what was told still decides. */
  #told = h('p', { class: 'print-only' });

  constructor(
    host: HTMLElement,
    private changed: () => void,
  ) {
    this.#variables = new Variables(host, changed);
    host.append(this.#box, this.#told);
    this.#render();
  }

  /** As `check` takes them. */
  get value(): CheckOptions {
    const variables = this.#variables.value;
    return Object.keys(variables).length ? { ...this.#settings, variables } : this.#settings;
  }

  /** Takes options from outside, which may be anything: what is not understood is left out. */
  set(options: Record<string, unknown>): void {
    const settings: CheckOptions = {};
    if (options.inputs === 'any' || options.inputs === 'defaults') settings.inputs = options.inputs;
    const template = options.launchTemplateProfile;
    if (template === 'accept' || template === 'require-argument') settings.launchTemplateProfile = template;
    const profiles = options.allowedProfiles;
    if (Array.isArray(profiles) && profiles.every((one) => typeof one === 'string'))
      settings.allowedProfiles = profiles;
    if (typeof options.root === 'string') settings.root = options.root;
    this.#settings = settings;
    const { variables } = options;
    const isRecord = typeof variables === 'object' && variables !== null && !Array.isArray(variables);
    this.#variables.set(isRecord ? (variables as Record<string, unknown>) : {});
    this.#render();
  }

  /** Writes down for paper what the check was told. */
  tell(): void {
    const { variables = {}, ...settings } = this.value;
    const given = [
      ...Object.entries(variables).map(([name, value]) => `var.${name} = ${JSON.stringify(value)}`),
      ...Object.entries(settings).map(([name, value]) => `${name} = ${JSON.stringify(value)}`),
    ];
    this.#told.textContent = given.length ? `Checked with ${given.join(', ')}.` : '';
  }

  /** The variables there are. */
  declare(variables: InputVariable[]): void {
    this.#variables.declare(variables);
  }

  /** The cards' switches, as the form of the variables answers them. */
  readonly cases: CaseActions = {
    sample: (input, is) => this.#variables.sample(input, is),
    assume: (input, is) => this.#variables.assume(input, is),
    ask: (variable) => this.#variables.ask(variable),
  };

  #update(settings: CheckOptions): void {
    this.#settings = settings;
    this.changed();
  }

  #render(): void {
    const check = (label: string, help: string, on: boolean, toggle: (on: boolean) => void) => {
      const box = h('input', { type: 'checkbox', onchange: () => toggle(box.checked) });
      box.checked = on;
      return h('label', { class: 'option' }, box, h('span', {}, label, h('small', {}, help)));
    };
    const profiles = h('input', {
      type: 'text',
      spellcheck: 'false',
      value: this.#settings.allowedProfiles?.join(', ') ?? '',
      onchange: () => {
        const names = profiles.value
          .split(',')
          .map((name) => name.trim())
          .filter(Boolean);
        const { allowedProfiles: _, ...rest } = this.#settings;
        this.#update(names.length ? { ...rest, allowedProfiles: names } : rest);
      },
    });
    this.#box.replaceChildren(
      h('summary', {}, 'Check options'),
      check(
        'Prove it for every caller',
        'Treats each variable of the root module as undecided, defaults included.',
        this.#settings.inputs === 'any',
        (on) => {
          const { inputs: _, ...rest } = this.#settings;
          this.#update(on ? { ...rest, inputs: 'any' } : rest);
        },
      ),
      check(
        'Accept a profile that is only in the launch template',
        'The instance has one at run time, though its own argument is not set.',
        this.#settings.launchTemplateProfile === 'accept',
        (on) => {
          const { launchTemplateProfile: _, ...rest } = this.#settings;
          this.#update(on ? { ...rest, launchTemplateProfile: 'accept' } : rest);
        },
      ),
      h(
        'label',
        { class: 'option text' },
        h('span', {}, 'Allowed profiles', h('small', {}, 'Names or ARNs, with commas between. Empty: all.')),
        profiles,
      ),
    );
  }
}
