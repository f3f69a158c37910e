#!/usr/bin/env bash
# Writes one report per stack for its comment, as Markdown: templates/pipelines/report.sh BASE FOLDER
# BASE is a git ref or commit. A report is written whatever it finds: judging is the gate's business.
set -uo pipefail
base=$1
folder=$2
mkdir -p "$folder"

# The specs of both sides: a stack that is removed takes access away.
specs() {
  ls stacks/*.yaml
  git ls-tree --name-only "$base" stacks/ | grep '\.yaml$'
}

# Not through npx, which adds npm's own warnings.
genesys_access() {
  node cli/genesys-access.mjs "$@"
}

for stack in $(specs | xargs -n1 basename | sed 's/\.yaml$//' | grep -v '^Pulumi\.' | sort -u); do
  report="$folder/$stack.md"
  genesys_access diff "$stack" --base "$base" --format markdown --output "$report" --summary "${GITHUB_STEP_SUMMARY:-/dev/null}" ||
    echo "$stack: exit code $?"
  [ -s "$report" ] || printf '### Access of stack `%s`: unknown\n\nThere is no report: see the log of the run.\n' "$stack" >"$report"
done
