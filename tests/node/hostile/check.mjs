// Checks one of the inputs; prints what that took.
import { check } from '../../../pkg/node.js';
import { INPUTS } from './inputs.mjs';

const files = INPUTS[process.argv[2]]();
check({ 'main.tf': 'resource "aws_instance" "a" {}' });
const before = process.cpuUsage();
check(files);
const { user, system } = process.cpuUsage(before);
console.log(
  JSON.stringify({ seconds: (user + system) / 1e6, megabytes: process.resourceUsage().maxRSS / 1e3 }),
);
