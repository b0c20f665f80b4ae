// The help texts.

const OVERVIEW = `Will every EC2 instance in this Terraform run with a usable IAM instance profile?

Usage: ec2-profile-check [COMMAND] [ARGUMENTS]

Commands:
  check [PATH...]           judge Terraform, OpenTofu, plans and states (the default)
  eval EXPRESSION [PATH]    evaluate an expression as terraform console would
  explain [NAME...]         what a code, pitfall, status, framework or tool means
  evidence FILE...          audit evidence from AWS exports, state and reports
  merge REPORT...           join the reports of a sharded check
  help [COMMAND]            the options of a command

Exit codes:
  0  nothing fails
  1  something fails (see --fail-on and --exit-zero); wins over 2
  2  an input could not be read, no Terraform was found, or the call was wrong

Examples:
  ec2-profile-check                              check the current directory
  ec2-profile-check infra/ 'modules/*'           check these
  ec2-profile-check -f sarif=out.sarif -f text   one run, two reports
  terraform show -json plan.out | ec2-profile-check -
  ec2-profile-check explain role-without-profile
`;

const CHECK = `Judges every root module below the paths; without a path, below the current directory.

Usage: ec2-profile-check check [OPTIONS] [PATH...]

  A directory is walked as git sees it; .terraform and node_modules are left out, but downloaded modules
  are read. A file stands for the module it is in. Plans and states are recognised by their content.
  A pattern in quotes is expanded here. - reads standard input.

Values:
  --var NAME=VALUE            value of a root variable; lists and objects as JSON; repeatable
  --var-file FILE             tfvars file; repeatable, later ones win
  --inputs any                treat every root variable as unknown: a pass then holds for every caller
  --stdin-filename NAME       the name of what comes through -

Judging:
  --framework SLUG            report on these frameworks only; repeatable or with commas
  --allowed-profile NAME      names or ARNs of the profiles that may be used; repeatable or with commas
  --launch-template-profile accept
                              an instance passes with a profile that only its launch template has
  --services                  judge services that launch instances as well: Batch, EMR, Beanstalk and so on
  --no-inline-suppressions    comments do not silence findings

Reports:
  -f, --format FORMAT[=FILE]  text, json, sarif, junit, markdown, github, gitlab, html, oscal, asff;
                              repeatable, one may go to standard output. Default text; in GitHub Actions github
  -o, --output FILE           where the format without a file of its own goes
  -q, --quiet                 nothing when nothing needs attention
  -v, --verbose               passes, traces and information as well
  --color, --no-color         colours; NO_COLOR and FORCE_COLOR work too
  --time TIME                 the time that reports carry; default SOURCE_DATE_EPOCH, else now
  --account ID, --region NAME for asff

Exit code:
  --fail-on conditional,unknown
                              these fail too
  --exit-zero                 findings do not fail
  --allow-empty               no Terraform is no error
  --baseline FILE             findings written there do not fail
  --write-baseline FILE       write the findings of this run

Fixing:
  --fix                       apply the first fix of each finding, then check again
  --fix --dry-run             print the patch instead

Large trees:
  --shard I/N                 check part I of N; join the JSON reports with merge

Configuration:
  --config FILE               default: ec2-profile-check.json here or above, within the repository
  --no-config                 none
                              It holds these options in camel case, e.g. {"failOn": ["unknown"]}

Examples:
  ec2-profile-check check --var environment=prod --fail-on unknown infra/
  ec2-profile-check check --write-baseline baseline.json; ec2-profile-check check --baseline baseline.json
  ec2-profile-check check --fix --dry-run | git apply
  ec2-profile-check check --shard 2/4 -f json=part-2.json
`;

const EVAL = `Evaluates an expression in a root module and prints what terraform console would.

Usage: ec2-profile-check eval [OPTIONS] EXPRESSION [PATH]

  -f, --format FORMAT         text or json
  --root DIRECTORY            the root module, where PATH holds several
  --var NAME=VALUE            value of a root variable; repeatable
  --var-file FILE             tfvars file; repeatable
  --inputs any                treat every root variable as unknown
  --stdin-filename NAME       the name of what comes through -

Exit code 0 when the value is known, 1 when it is not.

Examples:
  ec2-profile-check eval 'local.instances["web"].iam_instance_profile' infra/
  echo 'locals { n = [1, 2] }' | ec2-profile-check eval 'sum(local.n)' -
`;

const EXPLAIN = `Explains codes, pitfalls, statuses, frameworks and other tools; without a name, lists them.

Usage: ec2-profile-check explain [OPTIONS] [NAME...]

  -f, --format FORMAT         text or json

Examples:
  ec2-profile-check explain profile-missing
  ec2-profile-check explain pcidss
  ec2-profile-check explain CKV2_AWS_41
`;

const EVIDENCE = `Joins exports of AWS, Terraform state and reports of check into audit evidence: which instances ran, which
profile each had, since when and by whom, and where code and account differ.

Usage: ec2-profile-check evidence [OPTIONS] FILE...

  Files, packed with gzip or not, are recognised by their content; of a directory, all JSON files are read.
  \`ec2-profile-check explain instances config-rule\` tells how to export them.

  -f, --format FORMAT[=FILE]  text, csv, markdown, html, json; repeatable
  -o, --output FILE           where the format without a file of its own goes
  --config-rule NAME          another name of the AWS Config rule; repeatable
  --time TIME                 the time of the report; default SOURCE_DATE_EPOCH, else now
  --exit-zero                 instances without a profile do not fail

Examples:
  ec2-profile-check evidence -f html=evidence.html -f csv=evidence.csv exports/ terraform.tfstate
  aws ec2 describe-instances | ec2-profile-check evidence -
`;

const MERGE = `Joins JSON reports of shards into one and renders it.

Usage: ec2-profile-check merge [OPTIONS] REPORT...

  -f, --format FORMAT[=FILE]  as for check
  -o, --output FILE           as for check
  --fail-on, --exit-zero, --quiet, --verbose, --color, --no-color, --time, --account, --region
                              as for check

Example:
  ec2-profile-check merge part-*.json -f sarif=out.sarif -f text
`;

const TOPICS = { check: CHECK, eval: EVAL, explain: EXPLAIN, evidence: EVIDENCE, merge: MERGE };

/** The help of a command, or the overview. */
export function help(command) {
  return command === undefined ? OVERVIEW : TOPICS[command];
}
