// What the benchmarks measure on, generated: the same every time.

/**
 * A file of the size and shape of terraform-aws-modules/ec2-instance's main.tf: 32 KB, three kinds of instance whose
 * arguments are variables, many dynamic blocks, conditions over undeclared variables, a profile with its role, network.
 */
export function instanceModule() {
  return [
    HEAD,
    headline('Server'),
    instance('aws_instance', 'this', 'local.enabled && !var.keep_image && !var.use_spot'),
    headline('Server that keeps its image'),
    instance('aws_instance', 'kept', 'local.enabled && var.keep_image && !var.use_spot', KEEP),
    headline('Server on spare capacity'),
    instance('aws_spot_instance_request', 'this', 'local.enabled && var.use_spot', SPOT),
    TAIL,
  ].join('\n');
}

const headline = (title) => `${'#'.repeat(80)}\n# ${title}\n${'#'.repeat(80)}\n`;

/** Optional blocks of an instance, by the arguments in them; a name with a nested list is a block in the block. */
const BLOCKS = {
  capacity_reservation_specification: [
    'capacity_reservation_preference',
    ['capacity_reservation_target', 'capacity_reservation_id', 'capacity_reservation_resource_group_arn'],
  ],
  cpu_options: ['amd_sev_snp', 'core_count', 'nested_virtualization', 'threads_per_core'],
  ephemeral_block_device: ['device_name', 'no_device', 'virtual_name'],
  instance_market_options: [
    'market_type',
    ['spot_options', 'instance_interruption_behavior', 'max_price', 'spot_instance_type', 'valid_until'],
  ],
  launch_template: ['id', 'name', 'version'],
  maintenance_options: ['auto_recovery'],
  metadata_options: [
    'http_endpoint',
    'http_protocol_ipv6',
    'http_put_response_hop_limit',
    'http_tokens',
    'instance_metadata_tags',
  ],
  network_interface: ['delete_on_termination', 'device_index', 'network_card_index', 'network_interface_id'],
  private_dns_name_options: [
    'enable_resource_name_dns_aaaa_record',
    'enable_resource_name_dns_a_record',
    'hostname_type',
  ],
  root_block_device: [
    'delete_on_termination',
    'encrypted',
    'iops',
    'kms_key_id',
    'tags',
    'throughput',
    'volume_size',
    'volume_type',
  ],
  secondary_network_interface: [
    'delete_on_termination',
    'device_index',
    'interface_type',
    'network_card_index',
    'private_ip_address_count',
    'private_ip_addresses',
    'secondary_subnet_id',
  ],
  timeouts: ['create', 'update', 'delete'],
};

const PLAIN = [
  'disable_api_stop',
  'disable_api_termination',
  'ebs_optimized',
  'enable_primary_ipv6',
  'force_destroy',
  'get_password_data',
  'hibernation',
  'host_id',
  'host_resource_group_arn',
  'instance_initiated_shutdown_behavior',
  'instance_type',
  'ipv6_address_count',
  'ipv6_addresses',
  'key_name',
  'monitoring',
  'placement_group',
  'placement_group_id',
  'placement_partition_number',
  'private_ip',
  'secondary_private_ips',
  'subnet_id',
  'tenancy',
  'user_data',
  'user_data_base64',
  'user_data_replace_on_change',
];

function instance(type, name, count, extra = '') {
  const widest = 'iam_instance_profile'.length;
  const plain = PLAIN.map((argument) => `  ${argument.padEnd(widest)} = var.${argument}`);
  const blocks = Object.entries(BLOCKS).map(([block, content]) => dynamic(block, content, '  ', 'var'));
  return `resource "${type}" "${name}" {
  count = ${count} ? 1 : 0

  region = var.region

  ami                         = local.image
  associate_public_ip_address = var.associate_public_ip_address
  availability_zone           = var.availability_zone
${extra}
${blocks.slice(0, 6).join('\n')}
  credit_specification {
    cpu_credits = local.is_burstable ? var.cpu_credits : null
  }

  # Volumes besides the first are resources of their own

  enclave_options {
    enabled = var.enclave_options_enabled
  }

${plain.join('\n')}

  iam_instance_profile   = var.create_profile ? aws_iam_instance_profile.this[0].name : var.iam_instance_profile
  source_dest_check      = var.network_interface != null ? null : var.source_dest_check
  tags                   = local.server_tags
  volume_tags            = var.enable_volume_tags ? merge(var.tags, var.volume_tags, { "Name" = var.name }) : null
  vpc_security_group_ids = var.network_interface == null ? local.security_group_ids : null

${blocks.slice(6).join('\n')}}
`;
}

function dynamic(name, content, indent, owner) {
  const value = `${owner}.${name}`;
  const widest = Math.max(...content.map((item) => (Array.isArray(item) ? 0 : item.length)));
  const lines = content.map((item) => {
    if (Array.isArray(item)) return `\n${dynamic(item[0], item.slice(1), `${indent}    `, `${name}.value`)}`;
    const of = `${name}.value.${item}`;
    const given = item === 'device_index' ? `coalesce(${of}, ${name}.key)` : of;
    return `${indent}    ${item.padEnd(widest)} = ${given}\n`;
  });
  return `${indent}dynamic "${name}" {
${indent}  for_each = ${value} != null ? [${value}] : []

${indent}  content {
${lines.join('')}${indent}  }
${indent}}
`;
}

const KEEP = `
  lifecycle {
    ignore_changes = [
      ami,
    ]
  }
`;

const SPOT = `
  # Of the request, not of the server
  instance_interruption_behavior = var.spot_instance_interruption_behavior
  launch_group                   = var.spot_launch_group
  spot_price                     = var.spot_price
  spot_type                      = var.spot_type
  wait_for_fulfillment           = var.spot_wait_for_fulfillment
`;

const HEAD = `data "aws_partition" "current" {}

locals {
  enabled = var.create && var.agreed

  is_burstable = replace(var.instance_type, "/^t(2|3|3a|4g){1}\\\\..*$/", "1") == "1" ? true : false

  image = try(coalesce(var.ami, try(nonsensitive(data.aws_ssm_parameter.image.value), null)), null)

  server_tags = merge(
    var.tags,
    var.instance_tags,
    var.name != "" ? { "Name" = var.name } : {}
  )

  server_id = try(
    aws_instance.this[0].id,
    aws_instance.kept[0].id,
    aws_spot_instance_request.this[0].spot_instance_id,
    null,
  )
}

data "aws_ssm_parameter" "image" {
  region = var.region

  name = var.image_parameter
}
`;

const TAIL = `${headline('Volumes')}
resource "aws_ec2_tag" "spot" {
  for_each = local.enabled && var.use_spot ? local.server_tags : {}

  resource_id = aws_spot_instance_request.this[0].spot_instance_id
  key         = each.key
  value       = each.value
}

resource "aws_ebs_volume" "this" {
  for_each = var.create && var.volumes != null ? var.volumes : {}

  region = var.region

  availability_zone    = var.availability_zone
  encrypted            = each.value.encrypted
  final_snapshot       = each.value.final_snapshot
  iops                 = each.value.iops
  kms_key_id           = each.value.kms_key_id
  multi_attach_enabled = each.value.multi_attach_enabled
  size                 = each.value.size
  snapshot_id          = each.value.snapshot_id

  tags = merge(
    var.tags,
    var.volume_tags,
    { "Name" = "\${var.name}-\${each.key}" },
    each.value.tags,
  )

  throughput = each.value.throughput
  type       = each.value.type
}

resource "aws_volume_attachment" "this" {
  for_each = var.create && var.volumes != null ? var.volumes : {}

  region = var.region

  device_name = coalesce(each.value.device_name, each.key)
  instance_id = local.server_id
  volume_id   = aws_ebs_volume.this[each.key].id
}

${headline('Role and profile')}
locals {
  role_name = try(coalesce(var.role_name, var.name), "")
}

data "aws_iam_policy_document" "trust" {
  count = var.create && var.create_profile ? 1 : 0

  statement {
    sid     = "Trust"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ec2.\${data.aws_partition.current.dns_suffix}"]
    }
  }
}

resource "aws_iam_role" "this" {
  count = var.create && var.create_profile ? 1 : 0

  name        = var.role_use_name_prefix ? null : local.role_name
  name_prefix = var.role_use_name_prefix ? "\${local.role_name}-" : null
  path        = var.role_path
  description = var.role_description

  assume_role_policy    = data.aws_iam_policy_document.trust[0].json
  permissions_boundary  = var.role_permissions_boundary
  force_detach_policies = true

  tags = merge(var.tags, var.role_tags)
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = { for k, v in var.role_policies : k => v if var.create && var.create_profile }

  policy_arn = each.value
  role       = aws_iam_role.this[0].name
}

resource "aws_iam_instance_profile" "this" {
  count = var.create && var.create_profile ? 1 : 0

  role = aws_iam_role.this[0].name

  name        = var.role_use_name_prefix ? null : local.role_name
  name_prefix = var.role_use_name_prefix ? "\${local.role_name}-" : null
  path        = var.role_path

  tags = merge(var.tags, var.role_tags)
}

${headline('Network')}
locals {
  create_group       = var.create && var.create_security_group && var.network_interface == null
  group_name         = try(coalesce(var.security_group_name, var.name), "")
  security_group_ids = local.create_group ? concat(var.security_group_ids, [aws_security_group.this[0].id]) : var.security_group_ids
}

data "aws_subnet" "this" {
  count = local.create_group ? 1 : 0

  region = var.region

  id = var.subnet_id
}

resource "aws_security_group" "this" {
  count = local.create_group ? 1 : 0

  region = var.region

  name        = var.security_group_use_name_prefix ? null : local.group_name
  name_prefix = var.security_group_use_name_prefix ? "\${local.group_name}-" : null
  description = var.security_group_description
  vpc_id      = coalesce(var.security_group_vpc_id, data.aws_subnet.this[0].vpc_id)

  tags = merge(var.tags, { "Name" = local.group_name }, var.security_group_tags)
}
${['egress', 'ingress'].map(rule).join('')}
resource "aws_eip" "this" {
  count = local.enabled && var.create_address && !var.use_spot ? 1 : 0

  region = var.region

  domain   = var.address_domain
  instance = local.server_id

  tags = merge(var.tags, var.address_tags)
}
`;

function rule(direction) {
  return `
resource "aws_vpc_security_group_${direction}_rule" "this" {
  for_each = local.create_group && var.${direction}_rules != null ? var.${direction}_rules : {}

  region = var.region

  cidr_ipv4                    = each.value.cidr_ipv4
  cidr_ipv6                    = each.value.cidr_ipv6
  description                  = each.value.description
  from_port                    = try(coalesce(each.value.from_port, each.value.to_port), null)
  ip_protocol                  = each.value.ip_protocol
  prefix_list_id               = each.value.prefix_list_id
  referenced_security_group_id = each.value.referenced_security_group_id
  security_group_id            = aws_security_group.this[0].id

  tags = merge(
    var.tags,
    var.security_group_tags,
    { "Name" = "\${local.group_name}-\${each.key}" },
    each.value.tags,
  )

  to_port = try(coalesce(each.value.to_port, each.value.from_port), null)
}
`;
}

/** Files of one root module that share nothing with those of another. */
const FILES_PER_ROOT = 10;

/** `count` files: ten to a root module, or with `together` all in one. */
export function manyFiles(count, together = false) {
  const files = {};
  for (let index = 0; index < count; index += 1) {
    const folder = together ? '' : `service-${Math.floor(index / FILES_PER_ROOT)}/`;
    files[`${folder}part-${index}.tf`] = part(index);
  }
  return files;
}

/** One file in five launches something; the others are what else is in a repository. */
function part(index) {
  const make = [server, group, bucket, queue, address][index % 5];
  return make(`n${index}`);
}

const server = (name) => `variable "${name}_size" {
  type    = string
  default = "t3.micro"
}

locals {
  ${name}_tags = { Name = "server-\${var.${name}_size}", Team = "${name}" }
}

data "aws_iam_policy_document" "${name}" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "${name}" {
  name               = "role-${name}"
  assume_role_policy = data.aws_iam_policy_document.${name}.json
}

resource "aws_iam_role_policy_attachment" "${name}" {
  role       = aws_iam_role.${name}.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_iam_instance_profile" "${name}" {
  name = "profile-${name}"
  role = aws_iam_role.${name}.name
}

resource "aws_instance" "${name}" {
  count = var.${name}_size == "" ? 0 : 1

  ami                  = "ami-0123456789abcdef0"
  instance_type        = var.${name}_size
  iam_instance_profile = aws_iam_instance_profile.${name}.name
  tags                 = merge(local.${name}_tags, { Part = "\${count.index}" })
}
`;

const group = (name) => `variable "${name}_ports" {
  type    = list(number)
  default = [80, 443]
}

resource "aws_security_group" "${name}" {
  name = "group-${name}"

  dynamic "ingress" {
    for_each = var.${name}_ports
    content {
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ["10.0.0.0/8"]
    }
  }
}
`;

const bucket = (name) => `# Where ${name} keeps its logs.
resource "aws_s3_bucket" "${name}" {
  bucket = "bucket-${name}"
}

resource "aws_s3_bucket_versioning" "${name}" {
  bucket = aws_s3_bucket.${name}.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_policy" "${name}" {
  bucket = aws_s3_bucket.${name}.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = "\${aws_s3_bucket.${name}.arn}/*"
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}

output "${name}_arn" {
  value = aws_s3_bucket.${name}.arn
}
`;

const queue = (name) => `resource "aws_sqs_queue" "dead_${name}" {
  name = "dead-${name}"
}

resource "aws_sqs_queue" "${name}" {
  name                       = "queue-${name}"
  visibility_timeout_seconds = 30 * 6
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead_${name}.arn
    maxReceiveCount     = 5
  })
}

resource "aws_cloudwatch_metric_alarm" "${name}" {
  alarm_name          = "alarm-${name}"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 3
  metric_name         = "ApproximateNumberOfMessagesVisible"
  namespace           = "AWS/SQS"
  period              = 60
  statistic           = "Maximum"
  threshold           = 100
  dimensions          = { QueueName = aws_sqs_queue.${name}.name }
}
`;

const address = (name) => `variable "${name}_zones" {
  type    = map(string)
  default = { a = "10.0.1.0/24", b = "10.0.2.0/24" }
}

resource "aws_vpc" "${name}" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "${name}" {
  for_each = var.${name}_zones

  vpc_id            = aws_vpc.${name}.id
  cidr_block        = each.value
  availability_zone = "eu-central-1\${each.key}"
}

resource "aws_route_table" "${name}" {
  vpc_id = aws_vpc.${name}.id
}

output "${name}_subnets" {
  value = [for subnet in aws_subnet.${name} : subnet.id]
}
`;
