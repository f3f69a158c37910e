#!/usr/bin/env bash
# Writes one report per stack for its comment: pipelines/report.sh BASE FOLDER
# BASE is a git ref or commit. A report is written whatever it finds: judging is the gate's business.
set -uo pipefail
base=$1
folder=$2
mkdir -p "$folder"

# Runs one command into the report, with how it ended where that is not 0. Not through npx, which adds npm's own warnings.
section() {
  node cli/genesys-access.mjs "$@" 2>&1 || echo "(exit code $?)"
  echo
}

# The specs of both sides: a stack that is removed takes access away.
specs() {
  ls stacks/*.yaml
  git ls-tree --name-only "$base" stacks/ | grep '\.yaml$'
}

for stack in $(specs | xargs -n1 basename | sed 's/\.yaml$//' | grep -v '^Pulumi\.' | sort -u); do
  {
    section diff "$stack" --base "$base"
    if [ -f "stacks/$stack.yaml" ]; then section check "$stack" --base "$base" --color never; fi
  } >"$folder/$stack.txt"
done
