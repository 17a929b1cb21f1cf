import type { Io } from "../../io.ts";
import { kindBySettings, SettingsFiles, settingsName } from "../../lint/settings-file.ts";
import { newFile, type PlannedFile } from "../../set-up/planned-file.ts";

/** One site, or several, each with its own name before. */
const clusters = `"{cluster,*.cluster}.yaml": cluster`;

const newSettings = `\
# What the files below this folder are, so that \`cfgc lint\` without a path checks them.
# Files of programs that cfgc cannot tell by their names are added here, with their release:
#   "conf/meta*.toml": horaemeta@2.1.0
files:
  ${clusters}
`;

/** The settings of lint: as a file of its own, or what to add to the one that is there so that it checks a cluster.yaml. */
export async function settingsFile(cluster: string, io: Io): Promise<PlannedFile> {
  const planned = newFile(settingsName, newSettings, io);
  if (planned.text !== undefined) return planned;
  const settings = await new SettingsFiles(io).nearest(io.cwd);
  if (kindBySettings(settings, cluster)?.kind === "cluster") return planned;
  const [stays] = planned.remarks ?? [];
  return {
    ...planned,
    remarks: [
      `${stays}; for \`cfgc lint\` to check ${cluster}, its files should begin with`,
      "",
      "files:",
      `  ${clusters}`,
    ],
  };
}
