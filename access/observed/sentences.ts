/** What each answer of a probe means, in words of our own: a file with answers may be anybody's, and its words are not repeated. */

type Sentences = Readonly<Record<string, string>> | ((answer: Answer) => string | undefined);
type Answer = string | number | boolean | readonly string[];

const number =
  (words: (answer: number) => string): Sentences =>
  (answer) =>
    typeof answer === "number" ? words(answer) : undefined;

const list =
  (words: (count: number) => string): Sentences =>
  (answer) =>
    Array.isArray(answer) ? words(answer.length) : undefined;

const allowedOrRefused = (what: string): Sentences => ({
  allowed: `${what} is allowed.`,
  refused: `${what} is refused.`,
});

const token = (when: string): Sentences => ({ true: `A token lives on ${when}.`, false: `A token ends ${when}.` });

const inUse = (kind: string): Sentences => ({
  refused: `A ${kind} in use cannot be deleted.`,
  "grants go": `A ${kind} in use can be deleted, and its grants go with it.`,
  "grants stay": `A ${kind} in use can be deleted, and its grants stay.`,
});

const guarded = (what: string): Sentences => ({
  true: `A deployer may make ${what} for a client with a role that the deployer does not hold.`,
  false: `A deployer must hold every role of a client for ${what} (400 bad.client.role).`,
});

/** Status and error of a refused login. */
const REFUSED_LOGIN = /^\d{3} (?:[\w.]{1,40}|without a code)$/;

const login =
  (who: string): Sentences =>
  (answer) => {
    if (answer === "allowed") return `${who} can log in.`;
    return REFUSED_LOGIN.test(String(answer)) ? `${who} gets ${answer} at the login.` : undefined;
  };

/** As `probe` tries no longer ones. */
export const LONGEST_TRIED = 4096;

const longest = (what: string): Sentences =>
  number((most) => `The ${what} may have ${most}${most === LONGEST_TRIED ? " characters or more" : " characters"}.`);

const SENTENCES: Readonly<Record<string, Sentences>> = {
  "read-after-write": number((most) => `A new role can be read ${most === 0 ? "at once" : `within ${most} ms`}.`),
  guard: {
    role: "A client is refused with a role that the deployer does not hold itself (400 bad.client.role).",
    permissions: "A client is refused with a role that permits what the deployer may not (400 bad.client.role).",
    off: "A client can be made with any role, whatever the deployer holds.",
  },
  "guard-grant": {
    true: "The authorization API gives a client a role that the deployer does not hold.",
    false: "The authorization API refuses to give a client a role that the deployer does not hold.",
  },
  "guard-edit": guarded("an edit"),
  "guard-secret": guarded("a new secret"),
  "role-names": allowedOrRefused("A second role of a name that is taken"),
  "division-names": allowedOrRefused("A second division of a name that is taken"),
  "division-names-case": allowedOrRefused("A division whose name differs from another one in case only"),
  "client-names": allowedOrRefused("A second client of a name that is taken"),
  "role-in-use": inUse("role"),
  "division-in-use": inUse("division"),
  wildcards: {
    true: "A star in a role comes back as the list of what it stands for.",
    false: "A star in a role stays a star.",
  },
  "unknown-permission": {
    kept: "A role keeps a permission that the org does not list.",
    dropped: "A permission that the org does not list is dropped from a role without a word.",
    refused: "A role with a permission that the org does not list is refused.",
  },
  conditions: list((count) => `${count} permissions take no condition.`),
  "secret-on-read": {
    true: "Reading a client shows its secret: whoever may view clients may act as any of them.",
    false: "Reading a client does not show its secret.",
  },
  "client-scopes": {
    refused: "Scopes are refused on a client-credentials client.",
    dropped: "Scopes of a client-credentials client are dropped without a word.",
    "kept, without effect": "Scopes of a client-credentials client are kept, and do not limit it.",
    "kept, and limit": "Scopes of a client-credentials client are kept, and limit what it may call.",
  },
  "user-client-without-scope": allowedOrRefused("A client that acts for users and has no scope"),
  "role-divisions": {
    true: "The roleDivisions of a client are its grants.",
    false: "The roleDivisions of a client and its grants differ.",
  },
  "last-grant": {
    allowed: "The authorization API takes a client's last role.",
    kept: "The authorization API says that it took a client's last role, and the client keeps it.",
    refused: "The authorization API refuses to take a client's last role.",
  },
  "tokens-after-new-secret": token("after its client got a new secret"),
  "wrong-login": login("A wrong secret"),
  "active-client-delete": allowedOrRefused("The deletion of an active client"),
  "tokens-after-inactive": token("after its client became inactive"),
  "inactive-login": login("An inactive client"),
  "tokens-after-delete": token("after its client was deleted"),
  "longest-role-name": longest("name of a role"),
  "longest-role-description": longest("description of a role"),
  "longest-division-name": longest("name of a division"),
  "longest-division-description": longest("description of a division"),
  "longest-client-name": longest("name of a client"),
  "longest-client-description": longest("description of a client"),
  "division-limit": number((most) => `The org may have ${most} divisions.`),
  limits: list((count) => `The org names ${count} limits.`),
  "rate-headers": {
    always: "Every answer carries the headers inin-ratelimit-*.",
    sometimes: "Some answers carry the headers inin-ratelimit-*.",
    never: "No answer carries the headers inin-ratelimit-*.",
  },
  "requests-per-minute": number((most) => `The org allows ${most} requests a minute for each token.`),
};

/** Undefined for a question or an answer that this version does not know. */
export function sentenceOf(id: string, answer: Answer): string | undefined {
  const sentences = Object.hasOwn(SENTENCES, id) ? SENTENCES[id] : undefined;
  if (typeof sentences === "function") return sentences(answer);
  const key = String(answer);
  return sentences !== undefined && Object.hasOwn(sentences, key) ? sentences[key] : undefined;
}
