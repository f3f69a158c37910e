/** `genesys-access comment`: one comment per stack on a pull request or merge request, edited in place. */
import { readFileSync, writeFileSync } from "node:fs";
import { Command, InvalidArgumentError, Option } from "commander";
import { printable } from "../access/values/untrusted.ts";
import { EXIT } from "../toolkit/exitCodes.ts";
import { Failure } from "../toolkit/failure.ts";
import type { Run, StackReport } from "../toolkit/posting/index.ts";

interface CommentOptions {
  readonly github?: true;
  readonly gitlab?: true;
  readonly stack?: string;
  readonly body: string;
  readonly output?: string;
  readonly runId?: number;
  readonly runAttempt?: number;
  readonly pullRequest?: number;
  readonly mergeRequest?: number;
}

const HELP = `
The pull request, the run and the token come from the environment of the job:
  GitHub   GITHUB_REPOSITORY, GITHUB_EVENT_PATH, GITHUB_RUN_ID, GITHUB_RUN_ATTEMPT, GITHUB_API_URL; GITHUB_TOKEN (pull-requests: write)
  GitLab   CI_PROJECT_ID, CI_MERGE_REQUEST_IID, CI_PIPELINE_ID, CI_JOB_ID, CI_API_V4_URL; GITLAB_TOKEN (scope api; CI_JOB_TOKEN cannot comment)

A body that \`diff\` or \`preview\` wrote as Markdown says which stacks it is about. Another one needs --stack.

Examples:
  genesys-access comment --github --body report.md
  genesys-access diff --base origin/main --format markdown | genesys-access comment --gitlab --body -
  genesys-access comment --github --stack prod --body notes.md`;

export function commentCommand(): Command {
  return new Command("comment")
    .description("Create or edit the one comment of a stack on a pull request (GitHub) or merge request (GitLab).")
    .addOption(new Option("--github", "post to GitHub").conflicts("gitlab"))
    .option("--gitlab", "post to GitLab")
    .option(
      "--stack <name>",
      "the stack that the comment is about: its comment is edited when there is one; without it, every stack of the body",
    )
    .requiredOption("--body <file>", "the comment in Markdown; - reads stdin")
    .option("--output <file>", "write the comment to a file instead of posting it")
    .option(
      "--run-id <number>",
      "the run that the comment tells about; an older run never overwrites a newer one",
      positive,
    )
    .option("--run-attempt <number>", "the attempt of that run", positive)
    .option("--pull-request <number>", "where the event does not name one", positive)
    .option("--merge-request <number>", "where CI_MERGE_REQUEST_IID does not name one", positive)
    .addHelpText("after", HELP)
    .action(run);
}

async function run(options: CommentOptions): Promise<void> {
  const text = readBody(options.body);
  // Loaded here, since no other command needs the clients of the platforms.
  const posting = await import("../toolkit/posting/index.ts");
  const reports = reportsIn(text, options, posting);
  if (options.output !== undefined) return write(options.output, reports.map((report) => report.text).join("\n"));
  try {
    const { target, run, fork } = await whereTo(options, posting);
    const failures: Error[] = [];
    // One report that cannot be posted does not keep the others back.
    for (const { stack, text: body } of reports) {
      const request = { ...target, stack, body: fork ? posting.fromFork(body) : body, run: runOf(options, run) };
      const result = await posting.postComment(request).catch((error: Error) => void failures.push(error));
      if (result) process.stdout.write(`${result.action}: ${result.url}\n`);
    }
    const [first, ...more] = failures;
    for (const failure of more) console.error(`error: ${printable(failure.message)}`);
    if (first) throw first;
  } catch (error) {
    if (!(error instanceof posting.PostingError)) throw error;
    throw new Failure(error.message, error.problem === "context" ? EXIT.usage : EXIT.unreachable);
  }
}

/** The reports to post: those of the body, the one of --stack among them, or the whole body as the report of --stack. */
function reportsIn(
  text: string,
  { stack, output }: CommentOptions,
  { splitReports }: typeof import("../toolkit/posting/index.ts"),
): StackReport[] {
  const found = splitReports(text);
  if (found.length === 0) {
    if (stack === undefined && output === undefined)
      throw new Failure("The body does not say which stack it is about. Name it with --stack.");
    return [{ stack: stack ?? "", text }];
  }
  const mine = stack === undefined ? found : found.filter((report) => report.stack === stack);
  if (mine.length > 0) return mine;
  const names = found.map((report) => JSON.stringify(report.stack)).join(", ");
  throw new Failure(
    `The body holds no report of the stack ${JSON.stringify(stack)}: it holds ${names}. Name one of them.`,
  );
}

async function whereTo(
  options: CommentOptions,
  { fromGitHub, fromGitLab }: typeof import("../toolkit/posting/index.ts"),
) {
  if (options.github) return fromGitHub(process.env, options.pullRequest);
  if (options.gitlab) return fromGitLab(process.env, options.mergeRequest);
  throw new Failure("Nothing says where to post. Give --github, --gitlab or --output.");
}

function runOf({ runId, runAttempt }: CommentOptions, detected: Run | undefined): Run {
  const run = detected ?? { started: new Date().toISOString() };
  return {
    ...run,
    // Another run than the job's own: its attempt is not known from the environment.
    ...(runId !== undefined && { id: runId, attempt: 1 }),
    ...(runAttempt !== undefined && { attempt: runAttempt }),
  };
}

function readBody(file: string): string {
  const text = readText(file);
  if (text.trim() === "")
    throw new Failure(`The body is empty: ${file === "-" ? "stdin" : file}. Give the comment's text.`);
  return text;
}

function readText(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    throw new Failure(`The body cannot be read: ${(error as Error).message}. Give a file, or - for stdin.`);
  }
}

function write(file: string, body: string): void {
  try {
    writeFileSync(file, `${body.trimEnd()}\n`);
  } catch (error) {
    throw new Failure(`The comment cannot be written: ${(error as Error).message}.`);
  }
}

function positive(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number) || number === 0) {
    throw new InvalidArgumentError("Write a whole number greater than 0.");
  }
  return number;
}
