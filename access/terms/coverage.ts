/**
 * What the gate sees of every key that a stack reads: the two lists. A key on neither list fails a test for a spec, and refuses a change of
 * Pulumi's own files.
 */
import type { TermKind } from "./model.ts";

/**
 * `access`: a change of the key shows in the permissions and divisions that it gives. A kind of term: a change is one of that kind. `nothing`: it
 * gives and limits nothing.
 */
export interface Coverage {
  readonly as: "access" | "nothing" | TermKind;
  /** The reason, for `nothing` and `access`. */
  readonly why?: string;
  /** Changes of the key that give nothing all the same. */
  readonly except?: Exception;
}

/** `words`: something is said before and after. The others are about the client that the key belongs to, or about the spec. */
export interface Exception {
  readonly of: "words" | "clients that act by themselves" | "clients without a delivery" | "specs without a lock";
  readonly why: string;
}

const OTHER_WORDS: Exception = {
  of: "words",
  why: "rules ask that something is said, and other words settle no more findings",
};

const access = (why: string): Coverage => ({ as: "access", why });
const nothing = (why: string): Coverage => ({ as: "nothing", why });
const TEXT = "words for people";
const ADOPTED =
  "which object of the org the stack took over: it changes the marker in a description, and no create makes it again";
const NAMED = "the name of what is made; who holds it shows as permissions";

/** Paths of the spec; `*` stands for any key or place in a list. Everything below a path is covered with it. */
export const SPEC_COVERAGE: Readonly<Record<string, Coverage>> = {
  "organization.id": access("all access of another organization is lost there and gained here"),
  "organization.name": nothing(TEXT),
  "organization.region": { as: "region" },
  development: { as: "development" },
  selectors: {
    as: "open-selectors",
    except: { of: "specs without a lock", why: "to say nothing means `open` there, and a preview warns" },
  },
  catalogue: { as: "org-catalogue" },
  include: access("what it includes is compared as part of the spec"),
  override: access("what it overrides is compared as part of the spec"),
  "divisions.*.name": access("a grant of the division is then a grant of another one"),
  "divisions.*.manage": nothing("who has access in the division shows by its name, whoever makes it"),
  "divisions.*.adopted": nothing(ADOPTED),
  "divisions.*.description": nothing(TEXT),
  "roles.*.existing": access("its permissions are of unknown extent without the org"),
  "roles.*.name": nothing(NAMED),
  "roles.*.adopted": nothing(ADOPTED),
  "roles.*.purpose": nothing(TEXT),
  "roles.*.description": nothing(TEXT),
  "roles.*.access": { as: "read-write" },
  "roles.*.profile": access("the permissions that follow from it"),
  "roles.*.endpoints": access("the permissions that follow from them"),
  "roles.*.permissions": access(
    "the permissions themselves, with their conditions; one that is announced to go (`unused`) is held like any other",
  ),
  "roles.*.keep": nothing(
    "what a tool for people never proposes to cut: it gives nothing, and a cut is a change of its own",
  ),
  "clients.*.existing": access("another id is another client"),
  "clients.*.name": nothing(NAMED),
  "clients.*.adopted": nothing(ADOPTED),
  "clients.*.owner": {
    as: "delivery-owner",
    except: { of: "clients without a delivery", why: "nobody is handed a secret: the name is for people" },
  },
  "clients.*.purpose": nothing(TEXT),
  "clients.*.description": nothing(TEXT),
  "clients.*.grantType": access("a client that acts for users has their access"),
  "clients.*.access": { as: "read-write" },
  "clients.*.scopes": {
    ...access("what the client may do for whoever signs in"),
    except: {
      of: "clients that act by themselves",
      why: "Genesys Cloud limits them by roles alone; what scope-ceiling lets pass by one more scope is told as a permission",
    },
  },
  "clients.*.redirectUris": { as: "redirect-uri" },
  "clients.*.tokenLifetime": { as: "token-lifetime" },
  "clients.*.dataProtection.legalBasis": { as: "legal-basis", except: OTHER_WORDS },
  "clients.*.dataProtection.nativeMasking": { as: "legal-basis" },
  "clients.*.secret.generation": nothing("a new secret for the same access, delivered to the same place"),
  "clients.*.secret.keep": { as: "kept-generation" },
  "clients.*.secret.deliver": { as: "delivery" },
  "clients.*.can": nothing("a promise that something stays possible limits nothing"),
  "clients.*.cannot": { as: "cannot" },
  "*.*.grants.*.role": access("who holds the role"),
  "*.*.grants.*.divisions": access("where it is held"),
  "*.*.grants.*.justification": { as: "justification", except: OTHER_WORDS },
  "*.*.grants.*.exclusive": { as: "exclusive" },
  "*.*.grants.*.order": { as: "order" },
  "policies.*": { as: "policy-level" },
  "waivers.*.finding": { as: "waiver" },
  "waivers.*.expires": { as: "waiver" },
  "waivers.*.reason": nothing(TEXT),
  "waivers.*.owner": nothing(TEXT),
  "only.*": { as: "only" },
};

/** Keys of `Pulumi.yaml`. Another key is refused: nobody has said what it does. */
export const PROJECT_COVERAGE: Readonly<Record<string, Coverage>> = {
  name: { as: "project-setting" },
  main: { as: "project-setting" },
  runtime: { as: "project-setting" },
  backend: { as: "project-setting" },
  stackConfigDir: { as: "project-setting" },
  config: { as: "project-setting" },
  plugins: { as: "project-setting" },
  packages: { as: "project-setting" },
  options: { as: "project-setting" },
  requiredPulumiVersion: { as: "project-setting" },
  description: nothing(TEXT),
  author: nothing(TEXT),
  website: nothing(TEXT),
  license: nothing(TEXT),
  template: nothing("for `pulumi new`, which makes other projects"),
};

/** Keys of `Pulumi.<stack>.yaml`. */
export const SETTINGS_COVERAGE: Readonly<Record<string, Coverage>> = {
  config: { as: "stack-setting" },
  secretsprovider: { as: "stack-setting" },
  environment: { as: "stack-setting" },
  encryptionsalt: nothing("a passphrase is tried with it; another one only fails"),
  encryptedkey: nothing("the key of the secrets provider, encrypted by it; another one only fails"),
};

/** The coverage of a path of the spec: that of the longest listed path that it begins with. */
export function specCoverage(path: readonly (string | number)[]): Coverage | undefined {
  for (let length = path.length; length > 0; length--) {
    const found = Object.entries(SPEC_COVERAGE).find(([listed]) => matches(listed.split("."), path.slice(0, length)));
    if (found) return found[1];
  }
  return undefined;
}

function matches(listed: readonly string[], path: readonly (string | number)[]): boolean {
  return listed.length === path.length && listed.every((part, index) => part === "*" || part === path[index]);
}
