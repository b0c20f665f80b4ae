import type { CheckOptions } from 'ec2-profile-check';
import { inputSwitch, valueFor } from './cases';
import { h } from './dom';

/** Options of the check, and the values assumed for undecided inputs. */
export class Options {
  #assumed = new Map<string, string>();
  /** Outcomes that were on offer when an input was decided: with a value it is no case any more. */
  #known = new Map<string, string[]>();
  #settings: CheckOptions = {};

  constructor(
    private host: HTMLElement,
    private changed: () => void,
  ) {
    this.#render();
  }

  /** As `check` takes them. */
  get value(): CheckOptions {
    const variables: Record<string, unknown> = { ...this.#settings.variables };
    for (const [input, is] of this.#assumed) {
      const assumed = valueFor(is);
      if (assumed) variables[input.replace(/^var\./, '')] = assumed.value;
    }
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
    if (
      typeof options.variables === 'object' &&
      options.variables !== null &&
      !Array.isArray(options.variables)
    ) {
      settings.variables = options.variables as Record<string, unknown>;
    }
    this.#settings = settings;
    this.#assumed.clear();
    this.#known.clear();
    this.#render();
  }

  /** Outcomes of undecided inputs, from a report. */
  learn(outcomes: Map<string, string[]>): void {
    for (const [input, values] of outcomes) this.#known.set(input, values);
  }

  assume(input: string, is: string | undefined): void {
    if (is === undefined) this.#assumed.delete(input);
    else this.#assumed.set(input, is);
    this.#render();
    this.changed();
    const again = [...this.host.querySelectorAll<HTMLElement>('.switch')].find(
      (one) => one.dataset.input === input,
    );
    again?.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus();
  }

  #update(settings: CheckOptions): void {
    this.#settings = settings;
    this.changed();
  }

  #render(): void {
    const given = Object.entries(this.#settings.variables ?? {});
    const switches = [...this.#assumed].map(([input, is]) => {
      const element = inputSwitch(input, this.#known.get(input) ?? [is], is, (name, value) =>
        this.assume(name, value),
      );
      element.dataset.input = input;
      return element;
    });
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
    const details = this.host.querySelector('details.options');
    this.host.replaceChildren(
      ...(switches.length
        ? [h('div', { class: 'assumed' }, h('p', { class: 'hint' }, 'Assumed inputs'), ...switches)]
        : []),
      h(
        'details',
        { class: 'options', open: details instanceof HTMLDetailsElement && details.open },
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
          h(
            'span',
            {},
            'Allowed profiles',
            h('small', {}, 'Names or ARNs, with commas between. Empty: all.'),
          ),
          profiles,
        ),
        given.length
          ? h(
              'p',
              { class: 'hint' },
              'Variables given: ',
              given.map(([name, value], index) => [
                index ? ', ' : '',
                h('code', {}, `${name} = ${JSON.stringify(value)}`),
              ]),
            )
          : null,
      ),
    );
  }
}
