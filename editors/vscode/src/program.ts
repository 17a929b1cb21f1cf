/** Which cfgc is started: the one that is set, the one of the project, the one of the machine. */
import { isAbsolute, join } from "node:path";

export interface Surroundings {
  /** The setting `cfgc.path`, empty where nobody set it. */
  readonly path: string;
  /** The folders that are open, the first one first. */
  readonly folders: readonly string[];
  readonly isWindows: boolean;
  readonly exists: (path: string) => boolean;
}

export function programIn({ path, folders, isWindows, exists }: Surroundings): string {
  const set = path.trim();
  if (set !== "") return isName(set) ? set : join(folders[0] ?? "", set);
  const name = isWindows ? "cfgc.cmd" : "cfgc";
  const installed = folders.map((folder) => join(folder, "node_modules", ".bin", name));
  return installed.find(exists) ?? name;
}

/** What is to be taken as it is: a whole path, or a name that is looked for on the PATH. */
function isName(path: string): boolean {
  return isAbsolute(path) || !/[\\/]/.test(path);
}
