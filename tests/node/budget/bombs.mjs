// Texts that would take forever, or all memory, if nothing stopped them: files, and the expression that asks for it.
const lines = (count, line) => Array.from({ length: count }, (_, index) => line(index + 1)).join('\n');

const doubling = `locals {
  s0 = "${'a'.repeat(32)}"
${lines(60, (index) => `  s${index} = "\${local.s${index - 1}}\${local.s${index - 1}}"`)}
}
`;

const aliases = `locals {
  y = <<-EOT
    a0: &a0 [x, x, x, x, x, x, x, x, x, x]
${lines(
  12,
  (index) =>
    `    a${index}: &a${index} [${Array(10)
      .fill(`*a${index - 1}`)
      .join(', ')}]`,
)}
  EOT
}
`;

const recursion = `module "a" {
  source = "./"
}
module "b" {
  source = "./"
}
output "o" {
  value = "\${module.a.o}\${module.b.o}"
}
`;

const conditions = `${lines(40, (index) => `variable "v${index}" {\n  type = bool\n}`)}
resource "aws_instance" "web" {
  iam_instance_profile = join("", [${lines(40, (index) => `var.v${index} ? "a" : "",`)}])
}
`;

const chain = `variable "x" {}
locals {
  l0 = { v = var.x }
${lines(5000, (index) => `  l${index} = { v = try(local.l${index - 1}.v, null) }`)}
}
resource "aws_instance" "web" {
  iam_instance_profile = local.l5000.v
}
`;

/** Name, files and expression; without an expression the files are checked. */
export const bombs = [
  [
    'nested for over range',
    {},
    'length([for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a * b * c]]])',
  ],
  ['strings doubled through locals', { 'main.tf': doubling }, 'length(local.s60)'],
  ['format with an absurd width', {}, 'length(format("%1000000000d", 1))'],
  [
    'setproduct of long lists',
    { 'main.tf': 'locals {\n  l = range(1000)\n}\n' },
    'length(setproduct(local.l, local.l, local.l))',
  ],
  [
    'a pattern on long input',
    { 'main.tf': `locals {\n  s = "${'a'.repeat(100_000)}"\n}\n` },
    `[for i in range(1000) : can(regex("(a|a|aa)*b\${i}", local.s))]`,
  ],
  [
    'a pattern that repeats itself',
    { 'main.tf': `locals {\n  s = "${'a'.repeat(2_000)}"\n}\n` },
    'can(regex("((((a{30}){30}){30}){30})b", local.s))',
  ],
  [
    'replace that grows',
    { 'main.tf': `locals {\n  s = "${'a'.repeat(20_000)}"\n}\n` },
    'length(replace(local.s, "a", local.s))',
  ],
  ['deep brackets', { 'main.tf': `locals {\n  a = ${'['.repeat(5000)}1${']'.repeat(5000)}\n}\n` }, 'local.a'],
  [
    'deep blocks',
    { 'main.tf': `resource "aws_instance" "web" {\n${'a {\n'.repeat(5000)}${'}\n'.repeat(5000)}}\n` },
    undefined,
  ],
  ['deep JSON', {}, `jsondecode("${'['.repeat(100_000)}1${']'.repeat(100_000)}")`],
  [
    'deep JSON syntax',
    { 'main.tf.json': `{"locals": {"a": ${'['.repeat(100_000)}1${']'.repeat(100_000)}}}` },
    undefined,
  ],
  ['modules that call themselves', { 'main.tf': recursion }, 'module.a.o'],
  ['YAML aliases', { 'main.tf': aliases }, 'length(jsonencode(yamldecode(local.y)))'],
  ['a long chain through objects', { 'main.tf': chain }, undefined],
  ['more conditions than cases', { 'main.tf': conditions }, undefined],
  [
    'a count beyond all instances',
    { 'main.tf': 'resource "aws_instance" "web" {\n  count = 1000000000\n}\n' },
    undefined,
  ],
];
