/** Backends are named by URLs, and Pulumi repeats them in its errors with whatever they hold. */

const USER_INFO = /([a-z][a-z0-9+.-]*:\/\/)[^\s/]*@/gi;
const PASSWORD = /([?&](?:password|sslpassword|passfile)=)[^&\s]*/gi;

/** `postgres://user:secret@host/db?password=secret` -> `postgres://****@host/db?password=****`, wherever it stands in the text. */
export function withoutCredentials(text: string): string {
  return text.replace(USER_INFO, "$1****@").replace(PASSWORD, "$1****");
}
