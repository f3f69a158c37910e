/** A file that an org starts with and that cannot be used. */

/** The message says which, why, and what to do. */
export class DataFileError extends Error {
  constructor(file: string, why: string) {
    super(`${file}: ${why} Repair the file, or move it away to start with a fresh org.`);
    this.name = "DataFileError";
  }
}
