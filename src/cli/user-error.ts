/** Something that the person at the shell has to mend: bad usage, a file that cannot be read. Exit status 2. */
export class UserError extends Error {
  override readonly name = "UserError";
}

export const exitStatus = { ok: 0, findings: 1, usage: 2, bug: 70 } as const;
