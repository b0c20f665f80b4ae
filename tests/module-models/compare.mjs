#!/usr/bin/env node
// Holds the models of public modules against the modules themselves: node tests/module-models/compare.mjs CLONE...
//
// CLONE is a git directory of terraform-aws-modules/terraform-aws-{ec2-instance,autoscaling,eks,iam} or
// cloudposse/terraform-null-label with its tags. For each release one root calls the module once per row of the tables
// below: judged by the model, and again with the source in .terraform/modules, which is then read instead. What launches
// nothing is judged by instances that take its outputs. Rows whose inputs a release does not declare are left out. The test
// command runs it for the clones in target/module-sources; ENGINE may name another command than pkg/cli.js that prints a
// report as JSON. RELEASES=REGEX chooses releases. Exits 1 when a verdict differs. Sources of before Terraform 0.12 that
// call functions it has no more are undecidable.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const MAX_OUTPUT = 1 << 28;
const top = new URL('../../', import.meta.url).pathname;
const engine = process.env.ENGINE?.split(' ') ?? [
  process.execPath,
  join(top, 'pkg/cli.js'),
  ...['check', '--format', 'json', '--exit-zero', '.'],
];
const only = new RegExp(process.env.RELEASES ?? '');
const models = JSON.parse(readFileSync(join(top, 'src/control/knowledge/modules/index.json'), 'utf8'));

const ARN = '"arn:aws:iam::123456789012:instance-profile/x"';
/** Given where a release declares them: most are required in some release. */
const COMMON = {
  name: '"x"',
  ami: '"ami-12345678"',
  image_id: '"ami-12345678"',
  instance_type: '"t3.micro"',
  cluster_name: '"x"',
  cluster_version: '"1.30"',
  kubernetes_version: '"1.30"',
  min_size: '1',
  max_size: '1',
  desired_capacity: '1',
  health_check_type: '"EC2"',
  vpc_zone_identifier: '["subnet-12345678"]',
  subnet_ids: '["subnet-12345678"]',
  subnet_id: '"subnet-12345678"',
  subnets: '["subnet-12345678"]',
  vpc_security_group_ids: '["sg-12345678"]',
  vpc_id: '"vpc-12345678"',
};

const groups = (input, inputs) => ({ [input]: `{ a = { ${inputs} } }` });
const TABLES = {
  'ec2-instance': {
    '': [
      {},
      { iam_instance_profile: '"x"' },
      { iam_instance_profile: '""' },
      { iam_instance_profile: 'null' },
      { create_iam_instance_profile: 'true' },
      { create_iam_instance_profile: 'true', iam_instance_profile: '""' },
      { create_iam_instance_profile: 'true', iam_role_name: '"r"', iam_role_use_name_prefix: 'false' },
      { create: 'false' },
      { create: 'false', create_iam_instance_profile: 'true' },
      { instance_count: '0' },
      { instance_count: '2', iam_instance_profile: '"x"' },
      { create_spot_instance: 'true' },
      { create_spot_instance: 'true', iam_instance_profile: '"x"' },
      { create_spot_instance: 'true', launch_template: '{ id = aws_launch_template.with.id }' },
      { create_spot_instance: 'true', create_iam_instance_profile: 'true' },
      { ignore_ami_changes: 'true' },
      { ignore_ami_changes: 'true', iam_instance_profile: '"x"' },
      { launch_template: '{ id = aws_launch_template.with.id }' },
      { launch_template: '{ name = "without" }' },
      { launch_template: '{ id = aws_launch_template.without.id }', iam_instance_profile: '"x"' },
      { instance_type: '"t2.micro"', iam_instance_profile: '"x"' },
      { instance_type: '"t2.micro"' },
    ],
    wrappers: [
      {},
      { items: '{ a = {} }' },
      { items: '{ a = { iam_instance_profile = "x" }, b = {} }' },
      { items: '{ a = {} }', defaults: '{ iam_instance_profile = "x" }' },
      { items: '{ a = { iam_instance_profile = null } }', defaults: '{ iam_instance_profile = "x" }' },
      { items: '{ a = {} }', defaults: '{ create_iam_instance_profile = true }' },
      { items: '{ a = { create = false } }' },
      { items: '{ a = { create_spot_instance = true } }', defaults: '{ iam_instance_profile = "x" }' },
    ],
  },
  autoscaling: {
    '': [
      {},
      { iam_instance_profile: '"x"' },
      { iam_instance_profile: '""' },
      { create_lc: 'false', launch_configuration: '"elsewhere"' },
      { create_lc: 'false', launch_configuration: 'aws_launch_configuration.without.name' },
      { create_asg: 'false' },
      { create_asg: 'false', create_lc: 'true', iam_instance_profile: '"x"' },
      { create_asg_with_initial_lifecycle_hook: 'true', iam_instance_profile: '"x"' },
      { create: 'false' },
      { iam_instance_profile_name: '"x"' },
      { iam_instance_profile_name: '""' },
      { iam_instance_profile_arn: ARN },
      { iam_instance_profile_arn: ARN, iam_instance_profile_name: '"x"' },
      { use_lt: 'true', create_lt: 'true' },
      { use_lt: 'true', create_lt: 'true', iam_instance_profile_name: '"x"' },
      { use_lt: 'true', create_lt: 'true', iam_instance_profile_arn: ARN, iam_instance_profile_name: '"x"' },
      { use_lc: 'true', create_lc: 'true' },
      { use_lc: 'true', create_lc: 'true', iam_instance_profile_name: '"x"' },
      { use_lt: 'true', launch_template: '"with"' },
      { use_lt: 'true', launch_template: '"without"' },
      { create_launch_template: 'false', launch_template: '"with"' },
      { create_launch_template: 'false', launch_template: '"without"' },
      { create_launch_template: 'false', launch_template_id: 'aws_launch_template.with.id' },
      { create_launch_template: 'false', launch_template_id: 'aws_launch_template.without.id' },
      { create_launch_template: 'false', launch_template_id: '"lt-12345678"' },
      { create_iam_instance_profile: 'true', iam_role_name: '"r"' },
      { create_iam_instance_profile: 'true', iam_role_name: '"r"', iam_instance_profile_name: '"x"' },
      { create_iam_instance_profile: 'true', iam_instance_profile_name: '"x"' },
      { ignore_desired_capacity_changes: 'true' },
      { ignore_desired_capacity_changes: 'true', iam_instance_profile_name: '"x"' },
      {
        use_mixed_instances_policy: 'true',
        iam_instance_profile_name: '"x"',
        mixed_instances_policy: '{ override = [{ instance_type = "t3.small" }] }',
      },
      {
        use_mixed_instances_policy: 'true',
        iam_instance_profile_name: '"x"',
        mixed_instances_policy:
          '{ override = [{ instance_type = "t3.small", launch_template_specification = { launch_template_id = aws_launch_template.without.id } }] }',
      },
      {
        use_mixed_instances_policy: 'true',
        iam_instance_profile_name: '"x"',
        mixed_instances_policy:
          '{ launch_template = { override = [{ instance_type = "t3.small", launch_template_specification = { launch_template_id = aws_launch_template.without.id } }] } }',
      },
      {
        use_mixed_instances_policy: 'true',
        mixed_instances_policy: '{ override = [{ instance_type = "t3.small" }], launch_template = {} }',
      },
    ],
    wrappers: [
      {},
      { items: '{ a = { name = "x" } }' },
      { items: '{ a = { name = "x", iam_instance_profile_name = "x" } }' },
      { items: '{ a = { name = "x" } }', defaults: `{ iam_instance_profile_arn = ${ARN} }` },
      { items: '{ a = { name = "x", create = false } }' },
    ],
  },
  eks: {
    '': [
      {},
      { create: 'false' },
      groups('eks_managed_node_groups', ''),
      groups(
        'eks_managed_node_groups',
        'create_launch_template = false, launch_template_id = aws_launch_template.without.id',
      ),
      groups('self_managed_node_groups', ''),
      groups('self_managed_node_groups', 'create_iam_instance_profile = false'),
      groups(
        'self_managed_node_groups',
        `create_iam_instance_profile = false, iam_instance_profile_arn = ${ARN}`,
      ),
      groups('self_managed_node_groups', 'create = false'),
      { worker_groups: '[{ instance_type = "m5.large" }]' },
      { worker_groups: '[{}, { iam_role_id = "other" }]' },
      { worker_groups: '[{}]', create_eks: 'false' },
      { worker_groups: '[{ iam_instance_profile_name = "x" }]', manage_worker_iam_resources: 'false' },
      { worker_groups: '[{}]', manage_worker_iam_resources: 'false' },
      {
        worker_groups: '[{}]',
        manage_worker_iam_resources: 'false',
        workers_group_defaults: '{ iam_instance_profile_name = "x" }',
      },
      { worker_groups: '[{ iam_role_id = "" }]' },
      { worker_groups_launch_template: '[{ instance_type = "m5.large" }]' },
      { worker_groups_launch_template: '[{ override_instance_types = ["m5.large"] }]' },
      {
        worker_groups_launch_template: '[{ iam_instance_profile_name = "x" }]',
        manage_worker_iam_resources: 'false',
      },
      { node_groups: '{ a = { create_launch_template = true } }' },
      groups('self_managed_node_groups', 'use_mixed_instances_policy = true'),
      groups(
        'self_managed_node_groups',
        'create_launch_template = false, launch_template_id = aws_launch_template.without.id',
      ),
      { ...groups('self_managed_node_groups', ''), ...groups('eks_managed_node_groups', '') },
      {
        ...groups('self_managed_node_groups', ''),
        self_managed_node_group_defaults: '{ create_iam_instance_profile = false }',
      },
      { ...groups('self_managed_node_groups', ''), create: 'false' },
    ],
    'modules/self-managed-node-group': [
      {},
      { create: 'false' },
      { create_iam_instance_profile: 'false' },
      { create_iam_instance_profile: 'false', iam_instance_profile_arn: ARN },
      { iam_instance_profile_arn: ARN },
      { create_launch_template: 'false' },
      { create_launch_template: 'false', launch_template_id: 'aws_launch_template.with.id' },
      { create_launch_template: 'false', launch_template_id: 'aws_launch_template.without.id' },
      { create_launch_template: 'false', launch_template_name: '"without"' },
      { create_autoscaling_group: 'false' },
      { use_mixed_instances_policy: 'true' },
    ],
    'modules/eks-managed-node-group': [
      {},
      { create: 'false' },
      { create_launch_template: 'false' },
      { create_launch_template: 'false', launch_template_id: 'aws_launch_template.without.id' },
      { use_custom_launch_template: 'false' },
    ],
  },
  iam: {
    'modules/iam-assumable-role': [
      {},
      { create_role: 'true', role_name: '"r"' },
      { create_role: 'true', create_instance_profile: 'true' },
      { create_role: 'true', role_name: '"r"', create_instance_profile: 'true' },
      { create_role: 'false', role_name: '"r"', create_instance_profile: 'true' },
      { create_role: 'true', role_name_prefix: '"r-"', create_instance_profile: 'true' },
    ],
    'modules/iam-role': [
      {},
      { create_instance_profile: 'true' },
      { create_instance_profile: 'true', use_name_prefix: 'false' },
      { create_instance_profile: 'true', create: 'false' },
      { create_instance_profile: 'var.open' },
    ],
  },
  label: {
    '': [
      {},
      { enabled: 'false' },
      { enabled: 'true' },
      { context: 'module.m0.context' },
      { context: 'module.m1.context' },
      { context: 'module.m1.context', enabled: 'true' },
      { context: 'module.m3.context', enabled: 'false' },
      { enabled: 'var.open' },
    ],
  },
};

/** Modules that launch nothing: what an instance takes of them, and from which outputs. */
const CONSUMERS = {
  iam: {
    line: (value) => `iam_instance_profile = ${value}`,
    outputs: [
      ...['iam_instance_profile_name', 'iam_instance_profile_id', 'iam_role_name', 'iam_role_arn'],
      ...['this_iam_instance_profile_name', 'this_iam_role_name'],
      ...['instance_profile_name', 'instance_profile_id', 'instance_profile_arn', 'name', 'arn'],
    ],
  },
  label: { line: (value) => `count = ${value} ? 1 : 0`, outputs: ['enabled', 'context.enabled'] },
};

const SHARED = `
variable "open" {
  type = bool
}

resource "aws_launch_template" "with" {
  name = "with"
  iam_instance_profile {
    name = "x"
  }
}

resource "aws_launch_template" "without" {
  name = "without"
}

resource "aws_launch_configuration" "without" {
  name          = "without"
  image_id      = "ami-12345678"
  instance_type = "t3.micro"
}
`;

const total = { agree: 0, differ: 0, undecidable: 0 };
for (const clone of process.argv.slice(2)) compare(clone);
console.log(`all: ${total.agree} agree, ${total.differ} differ, ${total.undecidable} undecidable`);
process.exitCode = total.differ > 0 ? 1 : 0;

function compare(clone) {
  const model = models.find(({ git }) => clone.includes(git.split('/')[1]));
  const name = model.module.split('/')[1];
  const count = { agree: 0, differ: 0, undecidable: 0, releases: 0 };
  for (const release of model.releases.split(' ').filter((release) => only.test(release))) {
    const source = sourceOf(clone, release);
    if (source.size === 0) continue;
    count.releases++;
    for (const { path, ranges } of model.directories) {
      if (later(ranges[0].since, release)) continue;
      const declared = namesIn(source, path, 'variable');
      const consumers = consumersOf(name, namesIn(source, path, 'output'));
      const rows = TABLES[name][path].filter((row) => Object.keys(row).every((input) => declared.has(input)));
      const ours = verdicts(model.module, release, path, rows, declared, consumers, new Map());
      const theirs = verdicts(model.module, release, path, rows, declared, consumers, source);
      for (const [index, row] of rows.entries()) {
        const same = ours[index] === theirs[index];
        const outcome = same ? 'agree' : theirs[index].includes('unknown') ? 'undecidable' : 'differ';
        count[outcome]++;
        if (outcome === 'differ') {
          const inputs = JSON.stringify(row);
          console.log(`${name} ${release} ${path} ${inputs}: model ${ours[index]}, source ${theirs[index]}`);
        }
      }
    }
  }
  for (const key of Object.keys(total)) total[key] += count[key];
  console.log(
    `${name}: ${count.releases} releases, ${count.agree} agree, ${count.differ} differ, ${count.undecidable} undecidable`,
  );
}

/** The Terraform files of a release by path. */
function sourceOf(clone, release) {
  const git = (...args) =>
    spawnSync('git', ['-C', clone, ...args], { encoding: 'utf8', maxBuffer: MAX_OUTPUT }).stdout;
  const files = new Map();
  for (const tag of [`v${release}`, release]) {
    const listed = git('ls-tree', '-r', '--name-only', tag).split('\n');
    for (const file of listed.filter((file) => file.endsWith('.tf') && !/^(examples|tests)\//.test(file))) {
      files.set(file, git('show', `${tag}:${file}`));
    }
    if (files.size > 0) break;
  }
  return files;
}

/** The names of the blocks of a kind in a directory of a source. */
function namesIn(source, path, kind) {
  const inside = [...source].filter(([file]) => dirname(file) === (path || '.'));
  const header = new RegExp(`^${kind} +"?([\\w-]+)"?`, 'gm');
  return new Set(inside.flatMap(([, text]) => [...text.matchAll(header)].map(([, name]) => name)));
}

/** The instances that take the outputs of call `index`, by the number of the call. */
function consumersOf(name, declared) {
  const { line, outputs } = CONSUMERS[name] ?? { outputs: [] };
  return (index) =>
    outputs
      .filter((output) => declared.has(output.split('.')[0]))
      .map(
        (output) =>
          `resource "aws_instance" "m${index}_${output.replace('.', '_')}" {\n  ami = "ami-12345678"\n  instance_type = "t3.micro"\n  ${line(`module.m${index}.${output}`)}\n}\n`,
      )
      .join('\n');
}

/** One verdict per row: by the model, or by the source when there is one. */
function verdicts(module, release, path, rows, declared, consumers, source) {
  const directory = mkdtempSync(join(tmpdir(), 'model-'));
  const write = (file, text) => {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), text);
  };
  const calls = rows.map((row, index) => {
    const inputs = Object.entries({ ...COMMON, ...row }).filter(([name]) => declared.has(name));
    const lines = inputs.map(([name, value]) => `  ${name} = ${value}\n`).join('');
    const address = path === '' ? module : `${module}//${path}`;
    return `module "m${index}" {\n  source  = "${address}"\n  version = "${release}"\n${lines}}\n${consumers(index)}`;
  });
  write('main.tf', SHARED + calls.join('\n'));
  if (source.size > 0) {
    for (const [file, text] of source) write(join('.terraform/modules/m', file), text);
    const Dir = join('.terraform/modules/m', path);
    const Source = `registry.terraform.io/${path === '' ? module : `${module}//${path}`}`;
    const entries = rows.map((_, index) => ({ Key: `m${index}`, Source, Version: release, Dir }));
    const Modules = [{ Key: '', Source: '', Dir: '.' }, ...entries];
    write('.terraform/modules/modules.json', JSON.stringify({ Modules }));
  }
  const [command, ...args] = engine;
  const { stdout } = spawnSync(command, args, { cwd: directory, encoding: 'utf8', maxBuffer: MAX_OUTPUT });
  rmSync(directory, { recursive: true });
  const results = JSON.parse(stdout.slice(stdout.indexOf('{'))).results;
  return rows.map((_, index) => {
    const taken = results.filter(({ address }) => address.startsWith(`aws_instance.m${index}_`));
    if (taken.length > 0)
      return taken.map(({ address, status }) => `${address.split('.')[1]} ${status}`).join(', ');
    const at = `module.m${index}`;
    const here = results.filter(({ address }) => address === at || address.startsWith(`${at}.`));
    // A profile that is whole says nothing as long as an instance does not use it.
    const launching = here.filter(
      ({ resourceType, status }) => resourceType !== 'aws_iam_instance_profile' || status === 'fail',
    );
    return worst(launching) ?? worst(here) ?? 'none';
  });
}

function worst(results) {
  const order = ['fail', 'unknown', 'conditional', 'pass'];
  const found = order.find((status) => results.some((result) => result.status === status));
  return found ?? (results.length > 0 ? 'not_applicable' : undefined);
}

/** Whether version `a` comes after `b`. */
function later(a, b) {
  const [left, right] = [a, b].map((text) => text.split('.').map(Number));
  const at = left.findIndex((number, index) => number !== right[index]);
  return at !== -1 && left[at] > right[at];
}
