// What somebody may paste, by what it would exhaust: 100 KB to 1 MB each, made by a rule.

const each = (count, make) => Array.from({ length: count }, (_, index) => make(index)).join('');
const instance = (name, more = '') =>
  `resource "aws_instance" "${name}" {\n  ami           = "ami-1"\n  instance_type = "t3.micro"\n${more}}\n`;
const profile = (expression) => `  iam_instance_profile = ${expression}\n`;
const main = (text) => ({ 'main.tf': text });
const locals = (text) => main(`locals {\n  x = ${text}\n}\n${instance('a', profile('local.x'))}`);

/** Files by what is too much of in them. */
export const INPUTS = {
  'unclosed blocks': () => main('a {\n'.repeat(100_000)),
  'unclosed brackets': () => main(`x = ${'['.repeat(500_000)}`),
  'unclosed strings': () => main('x = "\n'.repeat(100_000)),
  'unclosed heredocs': () => main(each(20_000, (i) => `a${i} = <<EOT\n`)),
  'unclosed interpolations': () => main('x = "${'.repeat(100_000)),
  'unclosed JSON': () => ({ 'main.tf.json': '{"a":'.repeat(200_000) }),
  'closing braces': () => main('}'.repeat(1_000_000)),
  quotes: () => main('"'.repeat(1_000_000)),
  'opened comments': () => main('/* '.repeat(300_000)),
  'NUL and replacement characters': () => main('\0'.repeat(200_000) + '\ufffd'.repeat(200_000)),
  'directives in each other': () => locals(`"${'%{if true}'.repeat(20_000)}a${'%{endif}'.repeat(20_000)}"`),
  'templates in each other': () => locals(`${'"${'.repeat(300)}1${'}"'.repeat(300)}`),
  'calls in each other': () => locals('f('.repeat(100_000) + ')'.repeat(100_000)),
  'conditionals in each other': () => locals(`${'true ? '.repeat(50_000)}1${' : 2'.repeat(50_000)}`),
  'a long sum': () => locals(`${'1 + '.repeat(100_000)}1`),
  'a long traversal': () => locals(`a${'.b'.repeat(300_000)}`),
  'a long index': () => locals(`a${'[0]'.repeat(200_000)}`),
  negations: () => locals(`${'!'.repeat(500_000)}true`),
  'a long number': () => locals('9'.repeat(500_000)),
  'a heredoc of many lines': () =>
    main(instance('a', `  user_data = <<-EOT\n${each(20_000, (i) => `    ${i} $\${x}\n`)}  EOT\n`)),
  'comments that silence': () =>
    main(each(5000, (i) => `# ec2-profile-check:ignore ${i}\n${instance(`a${i}`)}`)),
  'failing instances': () => main(each(4000, (i) => instance(`a${i}`))),
  'failing instances beyond ASCII': () => main(`# é🚀\n${each(4000, (i) => instance(`a${i}`))}`),
  'failing instances beside as many profiles': () =>
    main(
      each(2000, (i) => `resource "aws_iam_instance_profile" "p${i}" {\n  role = "x"\n}\n`) +
        each(2000, (i) => instance(`a${i}`, profile(`aws_iam_instance_profile.q${i}.name`))),
    ),
  'profiles and roles by literal name': () =>
    main(
      each(
        2000,
        (i) =>
          instance(`a${i}`, profile(`"p${i}"`)) +
          `resource "aws_iam_instance_profile" "p${i}" {\n  name = "p${i}"\n  role = "r${i}"\n}\n` +
          `resource "aws_iam_role" "r${i}" {\n  name = "r${i}"\n}\n`,
      ),
    ),
  'security groups': () =>
    main(
      each(
        2000,
        (i) =>
          `resource "aws_security_group" "g${i}" {\n  ingress {\n    from_port   = 22\n    to_port     = 22\n` +
          `    protocol    = "tcp"\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n}\n` +
          instance(`a${i}`, `  vpc_security_group_ids = [aws_security_group.g${i}.id]\n`),
      ),
    ),
  'security groups that every instance names': () =>
    main(
      'resource "aws_security_group" "g" {\n  count = 1000\n  ingress {\n    from_port   = 22\n    to_port     = 22\n' +
        '    protocol    = "tcp"\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n}\n' +
        each(1000, (i) => instance(`a${i}`, '  vpc_security_group_ids = aws_security_group.g[*].id\n')),
    ),
  'validations of many variables': () =>
    main(
      each(
        1000,
        (i) =>
          `variable "x${i}" {\n  type = string\n  validation {\n    condition     = length(var.x${i}) > 3\n` +
          `    error_message = "Too short."\n  }\n}\n${instance(`a${i}`, profile(`var.x${i}`))}`,
      ),
    ),
  'validations of one variable': () =>
    main(
      `variable "x" {\n  type = string\n${each(300, (i) => `  validation {\n    condition     = !can(regex("^${i}", var.x))\n    error_message = "No."\n  }\n`)}}\n` +
        each(1500, (i) => instance(`a${i}`, profile('var.x'))),
    ),
  'overrides of one group': () =>
    main(
      'resource "aws_launch_template" "t" {}\nresource "aws_autoscaling_group" "g" {\n  mixed_instances_policy {\n' +
        '    launch_template {\n      launch_template_specification {\n        launch_template_id = aws_launch_template.t.id\n      }\n' +
        each(
          4000,
          () =>
            '      override {\n        launch_template_specification {\n          launch_template_id = aws_launch_template.t.id\n        }\n      }\n',
        ) +
        '    }\n  }\n}\n',
    ),
  'counts of two thousand': () => main(each(40, (i) => instance(`a${i}`, '  count = 2000\n'))),
  'modules that double': () => {
    const call = (name) => `module "${name}" {\n  source = "./m"\n}\n`;
    const files = {};
    for (let depth = 0; depth < 16; depth += 1) {
      files[`${'m/'.repeat(depth)}main.tf`] = call('a') + call('b') + instance('a');
    }
    return files;
  },
  'a chain of modules': () => {
    const files = {};
    for (let depth = 0; depth < 60; depth += 1) {
      files[`${'m/'.repeat(depth)}main.tf`] =
        `variable "x" {\n  default = null\n}\nmodule "m" {\n  source = "./m"\n  x      = var.x\n}\n${instance('a', profile('var.x'))}`;
    }
    return files;
  },
  'values that double': () =>
    main(
      `locals {\n  l0 = { a = "a" }\n${each(60, (i) => `  l${i + 1} = { a = local.l${i}, b = local.l${i} }\n`)}}\n` +
        instance('a', profile('jsonencode(local.l60)')) +
        instance('b', profile('local.l60 == local.l59 ? "x" : null')),
    ),
  'open values that double': () =>
    main(
      `variable "x" {}\nlocals {\n  l0 = var.x\n${each(60, (i) => `  l${i + 1} = merge({ a = local.l${i} }, { b = local.l${i} })\n`)}}\n` +
        instance('a', profile('local.l60.a')) +
        instance('b', profile('length(local.l60) == 3 ? "x" : null')),
    ),
  'values that nest, the innermost first': () =>
    main(
      `locals {\n  l0 = "x"\n${each(2000, (i) => `  l${i + 1} = [local.l${i}]\n`)}}\n` +
        each(2000, (i) => instance(`a${i}`, profile(`length(local.l${i + 1}) == 1 ? "x" : null`))),
    ),
  'open conditions': () =>
    main(
      each(12, (i) => `variable "v${i}" {\n  type = bool\n}\n`) +
        each(200, (i) =>
          instance(
            `a${i}`,
            `  count                = var.v${i % 12} && var.v${(i + 1) % 12} || var.v${(i + 5) % 12} ? 1 : 0\n` +
              profile(
                `var.v${(i + 2) % 12} ? "p" : var.v${(i + 3) % 12} ? null : var.v${(i + 4) % 12} ? "" : "x"`,
              ),
          ),
        ),
    ),
  'open chains': () =>
    main(
      `variable "x" {}\nlocals {\n  l0 = var.x\n${each(1000, (i) => `  l${i + 1} = upper(local.l${i})\n`)}}\n` +
        each(1000, (i) => instance(`a${i}`, profile(`local.l${i + 1}`))),
    ),
  'work in every expression': () =>
    main(
      each(100, (i) =>
        instance(
          `a${i}`,
          profile(
            `join("", [for a in range(${600 + i}) : join("", [for b in range(${400 + i}) : "\${a}\${b}"])])`,
          ),
        ),
      ),
    ),
  'work in every root': () => {
    const work = profile('join("", [for a in range(1000) : join("", [for b in range(1000) : a])])');
    return Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`d${i}/main.tf`, instance('a', work)]));
  },
  'keys out of order': () => locals(`{\n${each(50_000, (i) => `    "k${999_999 - i}" = 1\n`)}  }`),
  'empty files': () => Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`d${i}/x.tf`, ''])),
  'a large plan': () => ({
    'plan.json': JSON.stringify({
      format_version: '1.2',
      terraform_version: '1.9.0',
      planned_values: {
        root_module: {
          resources: Array.from({ length: 4000 }, (_, i) => ({
            address: `aws_instance.a${i}`,
            mode: 'managed',
            type: 'aws_instance',
            name: `a${i}`,
            provider_name: 'registry.terraform.io/hashicorp/aws',
            values: { ami: 'é' },
          })),
        },
      },
    }),
  }),
};
