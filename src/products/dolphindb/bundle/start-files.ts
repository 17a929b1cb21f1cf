import { template as startTemplate } from "../../../emit/generated/templates/dolphindb/start.sh.ts";
import { template as unitTemplate } from "../../../emit/generated/templates/dolphindb/unit.service.ts";
import { programOf } from "../../../model/model.ts";
import { placeholderMark } from "../../../schema/value.ts";
import { type Installation, user } from "./installation.ts";

/** The documented command line, with absolute paths where a relative one would depend on the folder it starts in. */
export function startScript({ process, configFolder, home, serverDir, configFile }: Installation): string {
  const { instance, kind } = process;
  return startTemplate({
    title: `DolphinDB ${kind} ${instance.name.value}`,
    alias: instance.name.value,
    isController: kind === "controller",
    mode: kind,
    configFolder,
    configFile,
    placeholderMark,
    serverDir: serverDir,
    home: home,
    logFile: logFileOf(home, instance.name.value),
    logDir: `${home}/log`,
  });
}

export function logFileOf(home: string, alias: string): string {
  return `${home}/log/${alias}.log`;
}

export function unitFile({ process, script, directory, directories }: Installation): string {
  const { instance, kind } = process;
  return unitTemplate({
    title: `${programOf(instance)} ${kind} ${instance.name.value}`,
    user,
    directories: directories,
    script: `${directory}/${script}`,
    isAgent: kind === "agent",
  });
}
