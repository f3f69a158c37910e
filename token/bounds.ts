/**
 * The most that is believed of an org: every number and size that it sends has its bound here. An org, or whoever answers in its place, decides
 * neither how long this program runs nor how much memory it takes. Beyond a bound there is one error, and no second try.
 */

/** Seconds of one pause; an org that asks for more gets no next try (as the vendor's Go SDK does). */
export const LONGEST_RETRY_AFTER = 180;

/** Seconds until a window of requests ends: the vendor's is a minute. A longer one is not believed, and a 429 says what it says. */
export const LONGEST_WINDOW = 180;

/** Seconds that a token lives at least: with less every call would log in. The vendor's shortest is 300. */
export const SHORTEST_TOKEN_LIFE = 1;

/** Seconds after which a token is renewed, whatever was said: the longest life that a client can be given. */
export const LONGEST_TOKEN_LIFE = 172_800;

/** Characters of an access token; a longer one fits into no header. */
export const LONGEST_TOKEN = 8192;

/** Bytes of a login's answer: a token and a few words. */
export const LARGEST_LOGIN_ANSWER = 65_536;

/** Milliseconds in which a login is answered, its body included. */
export const LONGEST_LOGIN_MS = 60_000;

/**
 * Bytes of one answer, unpacked. The largest that is known is the list of OAuth clients, which comes at once: ten thousand of them are less
 * than half of this.
 */
export const LARGEST_ANSWER = 32 * 1024 * 1024;

/** Values of one answer (objects, lists, texts, numbers): each takes many times its bytes in memory. Ten thousand clients are half of it. */
export const MOST_VALUES = 1_000_000;

/** Levels of lists and objects: conditions of a role nest deepest, and the vendor takes a few levels. Beyond it a reader's stack would end. */
export const DEEPEST_ANSWER = 100;

/** A whole answer takes at most so many times the patience for a sign of life: one byte a second is a sign of life too. */
export const PATIENCE_FOR_WHOLE_ANSWER = 5;

/** Pages of one listing, of a hundred rows each: five minutes and more at the vendor's 300 requests a minute. */
export const MOST_PAGES = 2000;

/** Rows of one page: ten times as many as are asked for. */
export const MOST_ROWS_OF_A_PAGE = 1000;

/** Rows of one listing, over all of its pages: the most pages of the size that is asked for. */
export const MOST_ROWS_OF_A_LISTING = 200_000;
