import { template as startTemplate } from "../../emit/generated/templates/dolphindb/start.sh.ts";
import { template as unitTemplate } from "../../emit/generated/templates/dolphindb/unit.service.ts";
import { quoteForShell } from "../../emit/shell.ts";
import { renderTemplate } from "../../emit/template.ts";
import { unitWord } from "../../emit/unit.ts";
import { programOf } from "../../model/model.ts";
import { placeholderMark } from "../../schema/value.ts";
import { type Deployment, user } from "./deployment.ts";

/** The documented command line, with absolute paths where a relative one would depend on the folder it starts in. */
export function startScript({ process, configFolder, home, serverDir, configFile }: Deployment): string {
  const { instance, kind } = process;
  return renderTemplate(startTemplate, {
    title: `DolphinDB ${kind} ${instance.name.value}`,
    alias: instance.name.value,
    isController: kind === "controller",
    mode: kind,
    configFolder,
    configFile,
    placeholderMark,
    serverDir: quoteForShell(serverDir),
    home: quoteForShell(home),
    logFile: quoteForShell(logFileOf(home, instance.name.value)),
    logDir: quoteForShell(`${home}/log`),
  });
}

export function logFileOf(home: string, alias: string): string {
  return `${home}/log/${alias}.log`;
}

export function unitFile({ process, script, directory, directories, unit }: Deployment): string {
  const { instance, kind } = process;
  return renderTemplate(unitTemplate, {
    title: `${programOf(instance)} ${kind} ${instance.name.value}`,
    unit,
    user,
    directories: directories.map(unitWord),
    script: unitWord(`${directory}/${script}`),
    isAgent: kind === "agent",
  });
}
