/** The one way to a spec that rules can judge: the checks of the language, those of the spec's own `policies:` section, the lock of its selectors, and the evidence of its use. */
import { loadLock } from "../access/language/loadLock.ts";
import { loadSpec, type SpecResult } from "../access/language/loadSpec.ts";
import type { ReadText } from "../access/language/specReader.ts";
import { withEvidence } from "../access/language/useEvidence.ts";
import { RULES } from "./rules/index.ts";
import { settingProblems } from "./settings.ts";

/**
 * Loads `file` with what it includes, and the lock and the evidence of use beside it. A spec whose `policies:` names unknown rules or options is as invalid as any other.
 *
 * @param readText throws for what cannot be read; the `code` of the error is ENOENT where there is no such file
 */
export function loadJudgedSpec(file: string, readText: ReadText): SpecResult {
  const loaded = loadUnlockedSpec(file, readText);
  if (!loaded.ok) return loaded;
  const beside = (name: string) => readText(name, file);
  const locked = loadLock(loaded.spec, beside);
  return locked.ok ? { ok: true, spec: withEvidence(locked.spec, beside) } : locked;
}

/** The same without what lies beside it, for whoever is about to write it. */
export function loadUnlockedSpec(file: string, readText: ReadText): SpecResult {
  const loaded = loadSpec(file, readText);
  if (!loaded.ok) return loaded;
  const problems = settingProblems(RULES, loaded.spec.value.policies, loaded.spec);
  return problems.length > 0 ? { ok: false, problems } : loaded;
}

/**
 * The file of a stack's spec, relative to the project's folder.
 *
 * @param configured value of the stack's config key `spec`
 */
export function specFileOf(stack: string, configured: string | undefined): string {
  // A stack of a service may be written as <organization>/<project>/<stack>.
  return configured || `stacks/${stack.slice(stack.lastIndexOf("/") + 1)}.yaml`;
}
