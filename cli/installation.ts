/** Where the running `switchyard` was installed from, which decides what it can do. */
export interface Installation {
  /** Folder of package.json. */
  readonly root: string;
  /** Whether this is a clone of the repository: only there is the laptop cluster. */
  readonly isClone: boolean;
  readonly version: string;
}

/** How the user types a command of this installation, options to follow. */
export function typed(command: string, { isClone }: Pick<Installation, "isClone">): string {
  return isClone ? `npm run ${command} --` : `npx switchyard ${command}`;
}
