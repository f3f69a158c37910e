/** References of GitHub and GitLab in a text, which reach people and other pages. */

export const WORD_JOINER = "\u2060";

/** The text with every reference broken. `@name`, `#12`, `GH-12`, `!7`, commits, `https://…` and `www.…` are references on GitHub or GitLab: an invisible joiner breaks them. */
export function withoutReferences(text: string): string {
  return text
    .replace(/[@#!~%&](?=[\w"])|\$/g, (sign) => `${sign}${WORD_JOINER}`)
    .replace(/[A-Za-z]-(?=\d)/g, (letter) => `${letter}${WORD_JOINER}`)
    .replace(/:(?=\/\/|\w+:)/g, (sign) => `${sign}${WORD_JOINER}`)
    .replace(/www(?=\.)/gi, (word) => `${word}${WORD_JOINER}`)
    .replace(/[0-9a-f]{7,}/gi, (commit) => commit.replace(/.{4}(?=.)/g, (part) => `${part}${WORD_JOINER}`));
}
